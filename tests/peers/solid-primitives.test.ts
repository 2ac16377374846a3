import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestServer } from 'websocket-store/testing'
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

  it('keeps its socket when the server answers only pings', async () => {
    const server = createTestServer({ heartbeat: true, clock: 'stopped' })
    onTestFinished(() => server.stop())
    const connection = server.registry.connection(server.url, { heartbeat: { intervalMs: 1000, timeoutMs: 300 } })
    connection.connect()
    await server.connected()
    await server.settled()
    for (let beat = 0; beat < 20; beat++) {
      expect(connection.send('no answer to this')).toBe('sent')
      await server.advance(500)
      connection.send('no answer to this either')
      await server.advance(501)
    }
    expect(server.dials).toHaveLength(1)
    expect(connection.getSnapshot().phase).toBe('open')
    expect(connection.getSnapshot().latencyMs).not.toBeNull()
  })
})
