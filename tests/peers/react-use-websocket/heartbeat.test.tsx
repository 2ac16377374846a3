import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createFakeNetwork, type FakeNetwork } from '../../support/fake-socket'
import { serve, useShown } from '../../support/react-peers'

const INTERVAL_MS = 1000

afterEach(() => void vi.useRealTimers())

const pings = ({ latest }: FakeNetwork) => latest.sent.filter((message) => message === 'ping').length
const advance = (ms: number) => act(() => vi.advanceTimersByTime(ms))

// In react-use-websocket, the first subscribers store the time of the last message. After they unmount, the shared socket
// counts as silent and is closed, although messages still arrive.
describe('RUW 4: the heartbeat works after the first subscribers unmount', () => {
  it('keeps a healthy shared socket when the first subscribers unmount', () => {
    vi.useFakeTimers()
    const network = createFakeNetwork()
    const mount = () =>
      renderHook(() =>
        useShown('ws://host.test/shared', {
          WebSocket: network.WebSocket,
          heartbeat: { intervalMs: INTERVAL_MS, timeoutMs: 500 },
        }),
      )
    const first = [mount(), mount()]
    const last = mount()
    act(() => network.latest.open())
    for (const hook of first) hook.unmount()

    for (let beat = 1; beat <= 60; beat++) {
      advance(INTERVAL_MS + 1)
      expect(pings(network)).toBe(beat)
      act(() => network.latest.message('pong'))
    }
    expect(last.result.current.readyState).toBe(1)
    expect(network.sockets).toHaveLength(1)
    last.unmount()
  })
})

// In react-use-websocket, a timeout below the interval closes the socket before the first ping. A half-open socket is closed
// again on each tick and never replaced.
describe('RUW 13: the timeout starts at the ping, and a silent socket is replaced', () => {
  it('sends a ping before it closes the socket, with a timeout shorter than the interval', () => {
    vi.useFakeTimers()
    const network = createFakeNetwork()
    const heartbeat = { intervalMs: INTERVAL_MS, timeoutMs: 100 }
    const { result, unmount } = renderHook(() =>
      useShown('ws://host.test/short', { WebSocket: network.WebSocket, heartbeat }),
    )
    act(() => network.latest.open())
    advance(INTERVAL_MS - 1)
    expect(pings(network)).toBe(0)
    advance(1)
    expect(pings(network)).toBe(1)
    act(() => network.latest.message('pong'))
    advance(INTERVAL_MS - 1)
    expect(result.current.readyState).toBe(1)
    expect(network.latest.closeCalls).toEqual([])
    expect(network.sockets).toHaveLength(1)
    unmount()
  })

  it('replaces a socket when the server goes silent, and closes it once', async () => {
    const server = await serve()
    const { result } = renderHook(() => useShown(server.url, { heartbeat: { intervalMs: 50, timeoutMs: 300 } }))
    await waitFor(() => expect(result.current.readyState).toBe(1))
    const { socket } = result.current.connection ?? {}
    const close = vi.spyOn(socket!, 'close')

    server.silence()
    await waitFor(() => expect(server.opened).toBe(2))
    await waitFor(() => expect(result.current.readyState).toBe(1))
    expect(result.current.connection?.socket).not.toBe(socket)
    expect(close).toHaveBeenCalledTimes(1)
    act(() => void result.current.send('after the silence'))
    await waitFor(() => expect(server.messages).toContain('after the silence'))
  })
})
