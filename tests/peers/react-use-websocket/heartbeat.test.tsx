import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { startLine } from '../../react/support/line'
import { serve, useShown } from '../../support/react-peers'

const INTERVAL_MS = 1000

// In react-use-websocket, the first subscribers store the time of the last message. After they unmount, the shared socket
// counts as silent and is closed, although messages still arrive.
describe('RUW 4: the heartbeat works after the first subscribers unmount', () => {
  it('keeps a healthy shared socket when the first subscribers unmount', async () => {
    const line = startLine({ clock: 'stopped' })
    line.on('ping', 'pong')
    const mount = () =>
      renderHook(() =>
        useShown(line.url, { ...line.options, heartbeat: { intervalMs: INTERVAL_MS, timeoutMs: 500 } }),
      )
    const first = [mount(), mount()]
    const last = mount()
    await line.open()
    for (const hook of first) hook.unmount()

    for (let beat = 1; beat <= 60; beat++) {
      await line.advance(INTERVAL_MS + 1)
      expect(line.messages).toHaveLength(beat)
    }
    expect(last.result.current.readyState).toBe(1)
    expect(line.dials).toHaveLength(1)
  })
})

// In react-use-websocket, a timeout below the interval closes the socket before the first ping. A half-open socket is closed
// again on each tick and never replaced.
describe('RUW 13: the timeout starts at the ping, and a silent socket is replaced', () => {
  it('sends a ping before it closes the socket, with a timeout shorter than the interval', async () => {
    const line = startLine({ clock: 'stopped' })
    line.on('ping', 'pong')
    const heartbeat = { intervalMs: INTERVAL_MS, timeoutMs: 100 }
    const { result } = renderHook(() => useShown(line.url, { ...line.options, heartbeat }))
    await line.open()
    await line.advance(INTERVAL_MS - 1)
    expect(line.messages).toEqual([])
    await line.advance(1)
    expect(line.messages).toEqual(['ping'])
    await line.advance(INTERVAL_MS - 1)
    expect(result.current.readyState).toBe(1)
    expect([line.dials.length, line.connections.length]).toEqual([1, 1])
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
