import { renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import useWebSocket, { ReadyState, type Options } from 'websocket-store/compat/react-use-websocket'
import { serve, settle } from './support'

const ALWAYS: Options = { shouldReconnect: () => true, reconnectInterval: 10 }

describe('shouldReconnect', () => {
  it('gets the close event, after onClose, and decides', async () => {
    const server = await serve()
    let isFinal = false
    const shouldReconnect = vi.fn((_event: CloseEvent) => !isFinal)
    const onClose = (event: CloseEvent) => void (isFinal = event.code === 4001)
    const { result } = renderHook(() => useWebSocket(server.url, { ...ALWAYS, shouldReconnect, onClose }))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    server.closeAll(4000)
    await waitFor(() => expect(server.opened).toBe(2))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    server.closeAll(4001)
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.CLOSED))
    await settle(100)
    expect(server.opened).toBe(2)
    expect(shouldReconnect.mock.calls.map(([{ code }]) => code)).toEqual([4000, 4001])
    expect(shouldReconnect.mock.calls[0]?.[0]).toBeInstanceOf(CloseEvent)
  })

  it('retries after codes that this package takes for final, when it returns true', async () => {
    const server = await serve()
    const { result } = renderHook(() => useWebSocket(server.url, ALWAYS))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    server.closeAll(1008)
    await waitFor(() => expect(server.opened).toBe(2))
  })

  it('retries a socket that does not open', async () => {
    const server = await serve()
    server.refuseWith(503)
    const { result } = renderHook(() => useWebSocket(server.url, ALWAYS))
    await waitFor(() => expect(server.requests.length).toBeGreaterThan(2))
    server.refuseWith(null)
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
  })

  it('does not dial again when it throws', async () => {
    const thrown: unknown[] = []
    const usual = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    process.on('uncaughtException', (error) => thrown.push(error))
    const server = await serve()
    const shouldReconnect = () => {
      throw new Error('boom')
    }
    const { result } = renderHook(() => useWebSocket(server.url, { ...ALWAYS, shouldReconnect }))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    server.closeAll()
    await waitFor(() => expect(thrown).toHaveLength(1))
    await settle(100)
    process.removeAllListeners('uncaughtException')
    for (const listener of usual) process.on('uncaughtException', listener)
    expect(server.opened).toBe(1)
  })
})

describe('reconnectAttempts and reconnectInterval', () => {
  it('stops after the attempts, and calls onReconnectStop with their number', async () => {
    const server = await serve()
    server.refuseWith(503)
    const onReconnectStop = vi.fn()
    const intervals: number[] = []
    const reconnectInterval = (attempt: number) => {
      intervals.push(attempt)
      return 5
    }
    const { result } = renderHook(() => useWebSocket(server.url, { ...ALWAYS, reconnectInterval, reconnectAttempts: 3, onReconnectStop }))
    await waitFor(() => expect(onReconnectStop).toHaveBeenCalledTimes(1))
    expect(onReconnectStop).toHaveBeenCalledWith(3)
    expect(intervals).toEqual([0, 1, 2])
    expect(server.requests).toHaveLength(4)
    expect(result.current.readyState).toBe(ReadyState.CLOSED)
  })

  it('waits 5 s by default', async () => {
    const server = await serve()
    const { result } = renderHook(() => useWebSocket(server.url, { shouldReconnect: () => true }))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    const closedAt = performance.now()
    server.terminateAll()
    await waitFor(() => expect(server.opened).toBe(2))
    expect(performance.now() - closedAt).toBeGreaterThan(4900)
  })

  it('starts over when connect becomes true again', async () => {
    const server = await serve()
    server.refuseWith(503)
    const onReconnectStop = vi.fn()
    const { rerender } = renderHook(
      ({ connect }) => useWebSocket(server.url, { ...ALWAYS, reconnectAttempts: 1, onReconnectStop }, connect),
      { initialProps: { connect: true } },
    )
    await waitFor(() => expect(onReconnectStop).toHaveBeenCalledTimes(1))
    rerender({ connect: false })
    rerender({ connect: true })
    await waitFor(() => expect(onReconnectStop).toHaveBeenCalledTimes(2))
    expect(server.requests).toHaveLength(4)
  })
})

describe('retryOnError', () => {
  it('retries a socket that does not open, and none that closes in order', async () => {
    const server = await serve()
    server.refuseWith(503)
    const { result } = renderHook(() => useWebSocket(server.url, { retryOnError: true, reconnectInterval: 10 }))
    await waitFor(() => expect(server.requests.length).toBeGreaterThan(1))
    server.refuseWith(null)
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    server.closeAll(1000)
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.CLOSED))
    await settle(100)
    expect(server.opened).toBe(1)
  })

  it('calls a url function again that rejects, and shows CONNECTING meanwhile', async () => {
    const server = await serve()
    const getUrl = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('no token')).mockResolvedValue(server.url)
    const states = new Set<number>()
    const { result } = renderHook(() => {
      const hook = useWebSocket(getUrl, { retryOnError: true, reconnectInterval: 50 })
      states.add(hook.readyState)
      return hook
    })
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    expect(getUrl).toHaveBeenCalledTimes(2)
    expect([...states]).toEqual([ReadyState.CONNECTING, ReadyState.OPEN])
  })

  it('does not apply shouldReconnect to a url function that rejects', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const getUrl = vi.fn(() => Promise.reject<string>(new Error('no token')))
    const onClose = vi.fn()
    const { result } = renderHook(() => useWebSocket(getUrl, { ...ALWAYS, onClose }))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.CLOSED))
    await settle(100)
    expect(getUrl).toHaveBeenCalledTimes(1)
    expect(onClose).not.toHaveBeenCalled()
    expect(warn).toHaveBeenCalledTimes(1)
  })
})
