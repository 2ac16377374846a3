import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createConnection } from 'websocket-store'
import { createFakeNetwork } from '../support/fake-socket'
import { connectTo, serve } from '../support/per-test'
import { pause, untilPhase } from '../support/wait-for'

// In solid-primitives, close() does not cancel a pending retry. Any message without an answer counts as a missed heartbeat.
describe('solid-primitives: disconnect() cancels a retry, and only pings need an answer', () => {
  it('does not dial after disconnect() while a retry is pending', async () => {
    const server = await serve()
    server.refuseWith(503)
    const connection = connectTo(server.url, { reconnect: { delay: () => 30 } })
    connection.connect()
    await untilPhase(connection, 'waiting')
    const requests = server.requests.length
    connection.disconnect()
    server.refuseWith(null)
    await pause(150)
    expect(server.requests).toHaveLength(requests)
    expect(connection.getSnapshot().phase).toBe('closed')
  })

  it('keeps its socket when the server answers only pings', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const network = createFakeNetwork()
    const connection = createConnection('ws://host.test/mute', {
      WebSocket: network.WebSocket,
      heartbeat: { intervalMs: 1000, timeoutMs: 300 },
    })
    connection.connect()
    network.latest.open()
    for (let beat = 0; beat < 20; beat++) {
      expect(connection.send('no answer to this')).toBe('sent')
      vi.advanceTimersByTime(500)
      connection.send('no answer to this either')
      vi.advanceTimersByTime(501)
      if (network.latest.sent.includes('ping')) network.latest.message('pong')
    }
    expect(network.sockets).toHaveLength(1)
    expect(connection.getSnapshot().phase).toBe('open')
    connection.dispose()
  })
})
