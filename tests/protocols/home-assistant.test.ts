import { expect, it, onTestFinished } from 'vitest'
import { channel, request } from 'websocket-store'
import { connect } from '../../examples/protocols/home-assistant/client'
import { startServer } from '../../examples/protocols/home-assistant/server'
import { withNodeWebSocket } from './support/with-node-websocket'
import { untilPhase, waitFor } from '../support/wait-for'
import { shows } from './support/shows'
import { expectCleanClose } from './support/clean-close'

withNodeWebSocket()

async function start({ tokens = ['good'], pingEveryMs = 60_000 } = {}) {
  const server = await startServer({ token: 'good' })
  const rest = [...tokens]
  const connection = connect(server.url, {
    accessToken: async () => (rest.length > 1 ? rest.shift()! : rest[0]!),
    pingEveryMs,
    reconnect: { delay: () => 20 },
  })
  // Some tests end in a failure, which would be warned of.
  connection.on('error', () => {})
  onTestFinished(async () => {
    connection.dispose()
    await server.close()
  })
  connection.setOptions({ ...connection.options, lingerMs: 10 })
  const typesOf = (socket: number) => server.received[socket]?.map(({ type }) => type) ?? []
  const idsOf = (socket: number) => server.received[socket]!.flatMap(({ id }) => id ?? [])
  const increases = (ids: number[]) => ids.every((id, index) => index === 0 || id > ids[index - 1]!)
  return { server, connection, typesOf, idsOf, increases }
}

it('authenticates before the first command', shows('connect', 'authenticate', 'request'), async () => {
  const { server, connection, typesOf } = await start()
  const result = await request(connection, { type: 'get_states' })
  expect(result).toEqual([{ entity_id: 'light.kitchen', state: 'off' }])
  expect(typesOf(0)).toEqual(['auth', 'get_states'])
  expect(server.received[0]![0]).toEqual({ type: 'auth', access_token: 'good' })
})

it('does not retry with a token that the server refuses', shows('authenticate'), async () => {
  const { server, connection } = await start({ tokens: ['wrong'] })
  connection.connect()
  const { error } = await untilPhase(connection, 'closed')
  expect(error).toMatchObject({ code: 'handshake-failed', fatal: true })
  expect(server.received).toHaveLength(1)
})

it('sends increasing ids for commands that waited in the queue, subscriptions and pings', shows('heartbeat', 'special'), async () => {
  const { server, connection, idsOf, increases, typesOf } = await start({ pingEveryMs: 20 })
  const events = channel(connection, 'state_changed')
  const early = [request(connection, { type: 'get_states' }), request(connection, { type: 'call_service', domain: 'light', service: 'turn_on' })]
  events.retain()
  connection.connect()
  await Promise.all(early)
  await waitFor(() => typesOf(0).filter((type) => type === 'ping').length >= 2)
  await request(connection, { type: 'get_states' })

  // The channel is subscribed before the commands that waited.
  expect(typesOf(0).slice(0, 4)).toEqual(['auth', 'subscribe_events', 'get_states', 'call_service'])
  expect(increases(idsOf(0))).toBe(true)
  expect(server.reusedIds).toBe(0)
  expect(connection.getSnapshot().latencyMs).not.toBeNull()
})

it('sends a retried command with a new id on the next socket', shows('request', 'special'), async () => {
  const { server, connection, idsOf, increases, typesOf } = await start()
  connection.connect()
  await untilPhase(connection, 'open')
  server.cutOn('call_service')
  const turnOn = { type: 'call_service', domain: 'light', service: 'turn_on' }
  const lost = request(connection, turnOn)
  const retried = request(connection, { type: 'get_states' }, { retryOnReconnect: true })
  await expect(lost).rejects.toMatchObject({ code: 'request-lost' })
  expect(await retried).toHaveLength(1)
  await request(connection, turnOn)
  expect(typesOf(1)).toEqual(['auth', 'get_states', 'call_service'])
  expect(increases(idsOf(1))).toBe(true)
  expect(server.reusedIds).toBe(0)
})

it('rejects a command with the error of the server', shows('request'), async () => {
  const { connection } = await start()
  await expect(request(connection, { type: 'call_service', domain: 'nothing' })).rejects.toMatchObject({
    code: 'request-refused',
    cause: { code: 'not_found', message: 'Service not found.' },
  })
})

it('subscribes to events again after a cut, and unsubscribes with the id of the last subscription', shows('subscribe', 'cut and resume'), async () => {
  const { server, connection, typesOf } = await start()
  connection.connect()
  const events = channel(connection, 'state_changed')
  const seen: unknown[] = []
  const stop = events.onMessage(({ event }) => void seen.push(event!.data))
  await waitFor(() => events.getSnapshot().status === 'subscribed')
  server.fire('state_changed', 1)
  server.fire('other', 2)
  await waitFor(() => seen.length === 1)

  server.cut()
  await waitFor(() => server.received.length === 2 && events.getSnapshot().status === 'subscribed')
  server.fire('state_changed', 3)
  await waitFor(() => seen.length === 2)
  expect(seen).toEqual([1, 3])
  expect(typesOf(1)).toEqual(['auth', 'subscribe_events'])

  stop()
  await waitFor(() => typesOf(1).length === 3)
  const [, subscribe, unsubscribe] = server.received[1]!
  expect(unsubscribe).toMatchObject({ type: 'unsubscribe_events', subscription: subscribe!.id })
  await waitFor(() => server.subscriptions.length === 0)
})

it('shows the error of a subscription that the server refuses', shows('subscribe'), async () => {
  const { server, connection } = await start()
  connection.connect()
  const secret = channel(connection, 'secret')
  secret.retain()
  await waitFor(() => secret.getSnapshot().status === 'error')
  expect(secret.getSnapshot().error).toEqual({ code: 'unauthorized', message: 'Unauthorized' })
  expect(server.subscriptions).toEqual([])
})

it('closes with 1000 when it disconnects', shows('leave cleanly'), async () => {
  const { server, connection } = await start()
  connection.connect()
  await untilPhase(connection, 'open')
  connection.disconnect()
  await expectCleanClose(server)
})
