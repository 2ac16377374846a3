import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { serve, useShown } from '../../support/react-peers'

// There, the callbacks of a component still fire after it unmounted.
describe('RUW 12: nothing is called after unmount', () => {
  it('stops calling one that left, while its neighbour goes on', async () => {
    const server = await serve()
    const callbacks = () => ({ onOpen: vi.fn(), onMessage: vi.fn(), onClose: vi.fn(), onError: vi.fn() })
    const gone = callbacks()
    const here = callbacks()
    const options = { reconnect: { delay: () => 10 } }
    const leaving = renderHook(() => useShown(server.url, { ...options, ...gone }))
    const staying = renderHook(() => useShown(server.url, { ...options, ...here }))
    await waitFor(() => expect(gone.onOpen).toHaveBeenCalledTimes(1))
    leaving.unmount()

    server.broadcast('after')
    await waitFor(() => expect(here.onMessage).toHaveBeenCalledTimes(1))
    act(() => server.terminateAll())
    await waitFor(() => expect(here.onOpen).toHaveBeenCalledTimes(2))
    expect(here.onClose).toHaveBeenCalledTimes(1)
    expect(gone.onOpen).toHaveBeenCalledTimes(1)
    expect(gone.onMessage).not.toHaveBeenCalled()
    expect(gone.onClose).not.toHaveBeenCalled()
    expect(staying.result.current.data).toBe('after')
  })

  it('calls nobody when the socket of the last one closes after it left', async () => {
    const server = await serve()
    const onClose = vi.fn()
    const onMessage = vi.fn()
    const { result, unmount } = renderHook(() => useShown(server.url, { lingerMs: 20, onClose, onMessage }))
    await waitFor(() => expect(result.current.readyState).toBe(1))
    unmount()
    server.broadcast('into the void')
    await waitFor(() => expect(server.closes).toHaveLength(1))
    expect(onClose).not.toHaveBeenCalled()
    expect(onMessage).not.toHaveBeenCalled()
  })
})

// There, an open resets the count, so a server that accepts and then drops is dialled again and again without a pause.
describe('RUW 12: an open alone does not forgive', () => {
  it('counts attempts through opens, and gives up when told how many', async () => {
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

  it('waits longer and longer by default', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.01)
    const server = await serve({ onConnection: (socket) => socket.close(1011) })
    const { result } = renderHook(() => useShown(server.url))
    await waitFor(() => expect(result.current.attempt).toBe(2))
    // The third dial is at least the floor of 500 ms away, whatever the dice say.
    await waitFor(() => expect(result.current.phase).toBe('waiting'))
    expect((result.current.retryAt ?? 0) - Date.now()).toBeGreaterThan(250)
    expect(random).toHaveBeenCalled()
  })
})
