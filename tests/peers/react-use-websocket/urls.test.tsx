import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { serve, settle, useShown } from '../../support/react-peers'

const SOON = { reconnect: { delay: () => 10 } }

// There, the queue belongs to the hook: what was meant for room-a is delivered to room-b after the url changed.
describe('RUW 9: what waits for one url is never sent to another', () => {
  it('delivers nothing of room-a to room-b', async () => {
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

// There, a url promise that rejects late reports CLOSED although a newer attempt is OPEN, and an invalid url is an
// unhandled rejection with CONNECTING for ever.
describe('RUW 10: a stale or wrong url ends where it belongs', () => {
  it('ignores the rejection of an attempt that was given up', async () => {
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

// There, an inline url function is a new url on each render and each of them opens a socket; another queryParams object
// tears the socket down, and its values are put into the url as they are.
describe('RUW 11: a url function is asked when dialling, not when rendering', () => {
  it('opens one socket for an inline function through fifty renders', async () => {
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
    const asked = server.requests.map(({ url }) => new URL(url ?? '', server.url).searchParams.get('q'))
    expect(asked).toEqual(['a&b=c', '50% off?'])
  })
})
