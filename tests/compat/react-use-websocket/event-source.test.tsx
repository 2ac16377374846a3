import { renderHook, waitFor } from '@testing-library/react'
import { EventSource as EventSourceOfNode } from 'eventsource'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import useWebSocket, { ReadyState, useEventSource } from 'websocket-store/compat/react-use-websocket'
import { serveSse } from '../../support/sse-server'
import { settle } from './support'

beforeEach(() => vi.stubGlobal('EventSource', EventSourceOfNode))

describe('useEventSource', () => {
  it('shows the events and the source', async () => {
    const server = await serveSse()
    const onOpen = vi.fn()
    const { result, unmount } = renderHook(() => useEventSource(server.url, { onOpen }))
    expect(result.current.readyState).toBe(ReadyState.CONNECTING)
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    expect(onOpen).toHaveBeenCalledTimes(1)
    server.send({ data: 'hello' })
    await waitFor(() => expect(result.current.lastEvent?.data).toBe('hello'))
    expect(result.current.getEventSource()).toBeInstanceOf(EventSourceOfNode)
    expect(Object.keys(result.current).sort()).toEqual(['getEventSource', 'lastEvent', 'readyState'])
    unmount()
    await waitFor(() => expect(server.alive).toBe(0))
  })

  it('calls the function of each event by its name', async () => {
    const server = await serveSse()
    const received: unknown[] = []
    const { result } = renderHook(() => useEventSource(server.url, { events: { message: ({ data }) => received.push(data) } }))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    server.send({ data: 'one' }, { data: 'two' })
    await waitFor(() => expect(received).toEqual(['one', 'two']))
  })

  it('calls onError and onClose when the stream ends, and connects again with retryOnError', async () => {
    const server = await serveSse()
    const calls: string[] = []
    const { result } = renderHook(() =>
      useEventSource(server.url, {
        retryOnError: true,
        reconnectInterval: 10,
        onError: ({ type }) => calls.push(type),
        onClose: ({ code }) => calls.push(`close ${code}`),
      }),
    )
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    server.cutAll()
    await waitFor(() => expect(server.requests).toHaveLength(2))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    expect(calls).toEqual(['error', 'close 1006'])
  })

  it('stays closed without retryOnError', async () => {
    const server = await serveSse()
    const { result } = renderHook(() => useEventSource(server.url))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    server.cutAll()
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.CLOSED))
    await settle(100)
    expect(server.requests).toHaveLength(1)
  })
})

describe('eventSourceOptions', () => {
  it('makes useWebSocket use an EventSource, which cannot send', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const server = await serveSse()
    const { result } = renderHook(() => useWebSocket(server.url, { share: true, eventSourceOptions: { withCredentials: true } }))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    expect((result.current.getWebSocket() as EventSource).withCredentials).toBe(true)
    result.current.sendMessage('hello')
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('shows CLOSED where there is no EventSource', async () => {
    vi.stubGlobal('EventSource', undefined)
    const { result } = renderHook(() => useEventSource('http://127.0.0.1:1'))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.CLOSED))
  })
})
