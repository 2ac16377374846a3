import { expect, it, onTestFinished, vi } from 'vitest'
import { connect } from '../../examples/protocols/discord/client'
import { startServer } from '../../examples/protocols/discord/server'
import { withNodeWebSocket } from './support/with-node-websocket'
import { untilPhase, waitFor } from '../support/wait-for'
import { shows } from './support/shows'
import { expectCleanClose } from './support/clean-close'

withNodeWebSocket()

async function start({ heartbeatMs = 20, token = 'good' } = {}) {
  const server = await startServer({ token: 'good', heartbeatMs })
  const connection = connect(server.url, { token, intents: 513, reconnect: { delay: () => 20 } })
  const events: string[] = []
  connection.onMessage(({ t, op, d }) => void events.push(t === 'MESSAGE_CREATE' ? String(d) : `${t ?? op}`))
  connection.on('error', () => {})
  connection.connect()
  onTestFinished(async () => {
    connection.dispose()
    await server.close()
  })
  const opsOf = (socket: number) => server.received[socket]?.map(({ op }) => op).filter((op) => op !== 1)
  const pingsOf = (socket: number) => server.received[socket]?.filter(({ op }) => op === 1).map(({ d }) => d) ?? []
  return { server, connection, events, opsOf, pingsOf }
}

it('identifies after HELLO and sends pings at its interval with the last sequence number', shows('connect', 'authenticate', 'heartbeat'), async () => {
  const { server, connection, events, pingsOf } = await start()
  await untilPhase(connection, 'open')
  expect(server.received[0]![0]).toEqual({
    op: 2,
    d: { token: 'good', intents: 513, properties: { os: 'browser', browser: 'websocket-store', device: 'websocket-store' } },
  })
  await waitFor(() => pingsOf(0).length >= 2)
  expect(pingsOf(0)[0]).toBe(1)

  server.dispatch('MESSAGE_CREATE', 'hello')
  await waitFor(() => pingsOf(0).includes(2))
  expect(events).toEqual(['hello'])
  expect(connection.getSnapshot().latencyMs).not.toBeNull()
  expect(server.paths).toEqual(['/?v=10&encoding=json'])
})

it('sends the first ping of a socket after a random part of the interval', shows('heartbeat', 'special'), async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.001)
  const startedAt = performance.now()
  const { pingsOf } = await start({ heartbeatMs: 10_000 })
  await waitFor(() => pingsOf(0).length === 1)
  expect(performance.now() - startedAt).toBeLessThan(5000)
})

it('answers a ping of the server at once', shows('heartbeat'), async () => {
  const { server, connection, events, pingsOf } = await start({ heartbeatMs: 60_000 })
  await untilPhase(connection, 'open')
  server.sendAll({ op: 1, d: null })
  await waitFor(() => pingsOf(0).length === 1)
  expect(events).toEqual([])
})

it('resumes a lost session at its address and delivers the replayed events once, in order', shows('cut and resume', 'special'), async () => {
  const { server, connection, events, opsOf } = await start()
  await untilPhase(connection, 'open')
  server.dispatch('MESSAGE_CREATE', 'one')
  await waitFor(() => events.length === 1)
  server.cut()
  await waitFor(() => server.closes.length === 1)
  server.dispatch('MESSAGE_CREATE', 'two')
  server.dispatch('MESSAGE_CREATE', 'three')
  await waitFor(() => events.length === 3)
  server.dispatch('MESSAGE_CREATE', 'four')
  await waitFor(() => events.length === 4)

  expect(events).toEqual(['one', 'two', 'three', 'four'])
  expect(opsOf(1)).toEqual([6])
  expect(server.received[1]![0]!.d).toEqual({ token: 'good', session_id: 'session-1', seq: 2 })
  expect(server.paths[1]).toBe('/resume/?v=10&encoding=json')
  expect(server.sessions).toBe(1)
})

it('keeps the session when the server asks for another socket (op 7)', shows('special'), async () => {
  const { server, connection, events, opsOf } = await start()
  await untilPhase(connection, 'open')
  server.sendAll({ op: 7, d: null })
  await waitFor(() => server.received.length === 2 && connection.getSnapshot().phase === 'open')
  server.dispatch('MESSAGE_CREATE', 'later')
  await waitFor(() => events.includes('later'))
  expect(opsOf(1)).toEqual([6])
  expect(server.sessions).toBe(1)
  expect(server.closes[0]!.code).not.toBe(1000)
})

it('identifies again when the server invalidates the session (op 9)', shows('special'), async () => {
  const { server, connection, opsOf } = await start()
  await untilPhase(connection, 'open')
  server.forgetSessions()
  server.cut()
  // The second socket tries to resume, the third one identifies.
  await waitFor(() => server.received.length === 3 && server.sessions === 1)
  await untilPhase(connection, 'open')
  expect([opsOf(0), opsOf(1), opsOf(2)]).toEqual([[2], [6], [2]])

  server.sendAll({ op: 9, d: true })
  await waitFor(() => opsOf(3)?.length === 1)
  expect(opsOf(3)).toEqual([6])
  await untilPhase(connection, 'open')
  server.sendAll({ op: 9, d: false as unknown })
  await waitFor(() => opsOf(4)?.length === 1)
  expect(opsOf(4)).toEqual([2])
})

it('starts a new session after a close code that ends the old one', shows('special'), async () => {
  const { server, connection, opsOf } = await start()
  await untilPhase(connection, 'open')
  server.closeWith(4009)
  await waitFor(() => opsOf(1)?.length === 1)
  expect(opsOf(1)).toEqual([2])
  expect(server.paths[1]).toBe('/?v=10&encoding=json')
})

it('does not retry with a wrong token', shows('authenticate'), async () => {
  const { server, connection } = await start({ token: 'wrong' })
  const { error, lastClose } = await untilPhase(connection, 'closed')
  expect(error).toMatchObject({ code: 'closed', fatal: true })
  expect(lastClose).toMatchObject({ code: 4004 })
  expect(server.received).toHaveLength(1)
})

it('replaces a socket whose pings the server does not answer', shows('heartbeat'), async () => {
  const { server, connection, opsOf } = await start()
  await untilPhase(connection, 'open')
  server.freeze()
  await waitFor(() => opsOf(1)?.length === 1)
  expect(opsOf(1)).toEqual([6])
})

it('ends the session when it disconnects', shows('leave cleanly'), async () => {
  const { server, connection } = await start()
  await untilPhase(connection, 'open')
  expect(server.sessions).toBe(1)
  connection.disconnect()
  await expectCleanClose(server)
  expect(server.sessions).toBe(0)
})
