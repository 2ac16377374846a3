import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { serve, settle, useShown } from '../../support/react-peers'

const SOON = { reconnect: { delay: () => 10 } }

// In react-use-websocket, the queue belongs to the hook. Messages queued for room-a are sent to room-b after the url changes.
describe('RUW 9: a message queued for one url is never sent to another url', () => {
  it('sends no message for room-a to room-b', async () => {
    const server = await serve({ refuse: ({ url }) => (url === '/room-a' ? 503 : undefined) })
    const { result, rerender } = renderHook(({ room }) => useShown(`${server.url}/${room}`), {
      initialProps: { room: 'room-a' },
    })
    act(() => expect(result.current.send('for a')).toBe('queued'))
    await waitFor(() => expect(result.current.queued).toBe(1))
    rerender({ room: 'room-b' })
    expect(result.current.queued).toBe(0)
    act(() => expect(result.current.send('for b')).toBe('queued'))
    await waitFor(() => expect(result.current.data).toBe('for b'))
    expect(result.current.queued).toBe(0)
    expect(server.messages).toEqual(['for b'])
  })
})

// In react-use-websocket, a url promise that rejects late shows CLOSED although a newer attempt is OPEN. An invalid url causes
// an unhandled rejection, and the state stays CONNECTING.
describe('RUW 10: a late rejection is ignored, and an invalid url closes the connection', () => {
  it('ignores the rejection of an abandoned attempt', async () => {
    const server = await serve()
    const rejections: ((reason: Error) => void)[] = []
    const getUrl = vi
      .fn<() => Promise<string>>()
      .mockImplementationOnce(() => new Promise((_, reject) => rejections.push(reject)))
      .mockResolvedValue(server.url)
    const onError = vi.fn()
    const { result } = renderHook(() => useShown(getUrl, { onError }))
    expect(result.current.phase).toBe('resolving')
    act(() => result.current.reconnect())
    await waitFor(() => expect(result.current.readyState).toBe(1))

    rejections[0]?.(new Error('too late'))
    await settle()
    expect(result.current.readyState).toBe(1)
    expect(result.current.error).toBeNull()
    expect(onError).not.toHaveBeenCalled()
  })

  it.each(['ftp://host.test/', 'ws://', 'ws://host.test/#part'])('closes with a clear error for %s', async (url) => {
    const onError = vi.fn()
    const { result } = renderHook(() => useShown(url, { onError }))
    await waitFor(() => expect(result.current.readyState).toBe(3))
    expect(result.current.error?.code).toBe('invalid-url')
    expect(onError).toHaveBeenCalledTimes(1)
    await settle()
    expect(result.current.phase).toBe('closed')
  })
})

// In react-use-websocket, an inline url function counts as a new url and opens a socket on each render. A new queryParams
// object closes the socket, and its values are not encoded in the url.
describe('RUW 11: a url function is called for a dial, not for a render', () => {
  it('opens one socket for an inline url function across a hundred renders', async () => {
    const server = await serve()
    const { result, rerender } = renderHook(() => useShown(() => server.url))
    for (let render = 0; render < 50; render++) rerender()
    await waitFor(() => expect(result.current.readyState).toBe(1))
    for (let render = 0; render < 50; render++) rerender()
    await settle()
    expect(server.opened).toBe(1)
    expect(server.closes).toEqual([])
  })

  it('keeps the socket when parameters change and dials with the latest ones, encoded', async () => {
    const server = await serve()
    const { result, rerender } = renderHook(
      ({ q }) =>
        useShown(() => {
          const url = new URL(server.url)
          url.searchParams.set('q', q)
          return url
        }, SOON),
      { initialProps: { q: 'a&b=c' } },
    )
    await waitFor(() => expect(result.current.readyState).toBe(1))
    rerender({ q: '50% off?' })
    await settle()
    expect(server.opened).toBe(1)

    act(() => server.terminateAll())
    await waitFor(() => expect(server.opened).toBe(2))
    const queries = server.requests.map(({ url }) => new URL(url ?? '', server.url).searchParams.get('q'))
    expect(queries).toEqual(['a&b=c', '50% off?'])
  })
})
