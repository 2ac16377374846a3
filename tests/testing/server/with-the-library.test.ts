import { expect, it, onTestFinished } from 'vitest'
import { createRegistry } from 'websocket-store'
import { createTestServer } from 'websocket-store/testing'
import { untilPhase, waitFor } from '../../support/wait-for'

function start() {
  const server = createTestServer({ latencyMs: 1 })
  const registry = createRegistry({ defaults: { WebSocket: server.WebSocket, reconnect: { delay: () => 10 } } })
  onTestFinished(() => registry.dispose())
  server.onMessage((data, connection) => connection.send(data === 'ping' ? 'pong' : data))
  return { server, registry }
}

it('serves the connections of a registry through its defaults', async () => {
  const { registry, server } = start()
  const connection = registry.connection(server.url)
  const messages: unknown[] = []
  connection.onMessage((message) => void messages.push(message))
  connection.connect()
  await untilPhase(connection, 'open')
  connection.send('hello')
  await waitFor(() => messages.length === 1)
  expect(messages).toEqual(['hello'])
})

it('lets a connection recover after a cut, refused dials and a restart, with the messages that waited', async () => {
  const { registry, server } = start()
  const received: unknown[] = []
  server.onMessage((data) => void received.push(data))
  const connection = registry.connection(server.url)
  const codes: unknown[] = []
  connection.on('close', ({ code }) => void codes.push(code))
  connection.on('error', ({ code }) => void codes.push(code))
  connection.connect()
  await untilPhase(connection, 'open')
  server.refuse()
  server.cut()
  await waitFor(() => connection.getSnapshot().attempt > 2)
  expect(connection.send('waits')).toBe('queued')
  server.accept()
  await waitFor(() => received.includes('waits'))
  await server.restart({ downMs: 20, code: 1001 })
  await waitFor(() => codes.includes(1001))
  await untilPhase(connection, 'open')
  expect([...new Set(codes)]).toEqual([1006, 'connect-failed', 1001])
})

it('lets the heartbeat find a half-open connection', async () => {
  const { registry, server } = start()
  const connection = registry.connection(server.url, { heartbeat: { intervalMs: 20, timeoutMs: 40 } })
  const codes: string[] = []
  connection.on('error', ({ code }) => void codes.push(code))
  connection.connect()
  await waitFor(() => connection.getSnapshot().latencyMs !== null)
  server.silence()
  await waitFor(() => codes.includes('heartbeat-timeout'))
  await untilPhase(connection, 'open')
})
