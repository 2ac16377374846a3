import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { serve, useShown } from '../../support/react-peers'

// In react-use-websocket, callbacks of a component are still called after it unmounted.
describe('RUW 12: no callback is called after unmount', () => {
  it('calls no callback of an unmounted component, and calls those of a mounted one', async () => {
    const server = await serve()
    const callbacks = () => ({ onOpen: vi.fn(), onMessage: vi.fn(), onClose: vi.fn(), onError: vi.fn() })
    const unmounted = callbacks()
    const mounted = callbacks()
    const options = { reconnect: { delay: () => 10 } }
    const first = renderHook(() => useShown(server.url, { ...options, ...unmounted }))
    const second = renderHook(() => useShown(server.url, { ...options, ...mounted }))
    await waitFor(() => expect(unmounted.onOpen).toHaveBeenCalledTimes(1))
    first.unmount()

    server.broadcast('after')
    await waitFor(() => expect(mounted.onMessage).toHaveBeenCalledTimes(1))
    act(() => server.terminateAll())
    await waitFor(() => expect(mounted.onOpen).toHaveBeenCalledTimes(2))
    expect(mounted.onClose).toHaveBeenCalledTimes(1)
    expect(unmounted.onOpen).toHaveBeenCalledTimes(1)
    expect(unmounted.onMessage).not.toHaveBeenCalled()
    expect(unmounted.onClose).not.toHaveBeenCalled()
    expect(second.result.current.data).toBe('after')
  })

  it('calls no callback when the socket closes after the last component unmounted', async () => {
    const server = await serve()
    const onClose = vi.fn()
    const onMessage = vi.fn()
    const { result, unmount } = renderHook(() => useShown(server.url, { lingerMs: 20, onClose, onMessage }))
    await waitFor(() => expect(result.current.readyState).toBe(1))
    unmount()
    server.broadcast('after')
    await waitFor(() => expect(server.closes).toHaveLength(1))
    expect(onClose).not.toHaveBeenCalled()
    expect(onMessage).not.toHaveBeenCalled()
  })
})

// In react-use-websocket, an open resets the attempts. So a server that accepts and then closes is dialled in a tight loop.
describe('RUW 12: an open alone does not reset the attempts', () => {
  it('counts attempts across opens, and stops after maxAttempts', async () => {
    const server = await serve({ onConnection: (socket) => socket.close(1011) })
    const delays: number[] = []
    const reconnect = {
      maxAttempts: 4,
      delay(attempt: number) {
        delays.push(attempt)
        return 5
      },
    }
    const { result } = renderHook(() => useShown(server.url, { reconnect }))
    await waitFor(() => expect(result.current.error?.code).toBe('attempts-exhausted'))
    expect(result.current.phase).toBe('closed')
    expect(server.opened).toBe(5)
    expect(delays).toEqual([0, 1, 2, 3])
  })

  it('increases the delay by default', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.01)
    const server = await serve({ onConnection: (socket) => socket.close(1011) })
    const { result } = renderHook(() => useShown(server.url))
    await waitFor(() => expect(result.current.attempt).toBe(2))
    // The third dial waits for at least the minimum of 500 ms, for every random value.
    await waitFor(() => expect(result.current.phase).toBe('waiting'))
    expect((result.current.retryAt ?? 0) - Date.now()).toBeGreaterThan(250)
    expect(random).toHaveBeenCalled()
  })
})
