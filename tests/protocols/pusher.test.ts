import { expect, it, onTestFinished, vi } from 'vitest'
import { channel } from 'websocket-store'
import { connect, type PusherOptions } from '../../examples/protocols/pusher/client'
import { startServer, type PusherServerOptions } from '../../examples/protocols/pusher/server'
import { withNodeWebSocket } from './support/with-node-websocket'
import { untilPhase, waitFor } from '../support/wait-for'
import { shows } from './support/shows'
import { expectCleanClose } from './support/clean-close'

withNodeWebSocket()

async function start({ activityTimeout = 60, ...options }: Partial<PusherServerOptions & PusherOptions> = {}) {
  const server = await startServer({ key: 'app', secret: 'secret', activityTimeout })
  const connection = connect(server.url, {
    appKey: 'app',
    authorize: async (socketId, name) => server.sign(socketId, name),
    reconnect: { delay: () => 20 },
    ...options,
  })
  connection.setOptions({ ...connection.options, lingerMs: 10 })
  connection.connect()
  // Some tests end in a failure, which would be warned of.
  connection.on('error', () => {})
  onTestFinished(async () => {
    connection.dispose()
    await server.close()
  })
  const eventsOf = (socket: number) => server.received[socket]?.map(({ event }) => event) ?? []
  return { server, connection, eventsOf }
}

it('signs a private channel with the id of its socket, and again after a cut', shows('authenticate', 'cut and resume', 'special'), async () => {
  const { server, connection, eventsOf } = await start()
  const orders = channel(connection, 'private-orders')
  const seen: unknown[] = []
  orders.onMessage(({ event, data }) => void seen.push([event, data]))
  await waitFor(() => orders.getSnapshot().status === 'subscribed')
  server.trigger('private-orders', 'created', { id: 1 })
  await waitFor(() => seen.length === 1)

  server.cut()
  await waitFor(() => server.framesBySocket.length === 2 && orders.getSnapshot().status === 'subscribed')
  server.trigger('private-orders', 'created', { id: 2 })
  await waitFor(() => seen.length === 2)
  expect(seen).toEqual([
    ['created', { id: 1 }],
    ['created', { id: 2 }],
  ])
  const subscribe = (auth: string) => ({ event: 'pusher:subscribe', data: { channel: 'private-orders', auth } })
  expect(server.received).toEqual([
    [subscribe(server.sign('1.1001', 'private-orders'))],
    [subscribe(server.sign('2.1002', 'private-orders'))],
  ])
  expect(eventsOf(1)).toEqual(['pusher:subscribe'])
})

it('subscribes to a public channel without a signature, and unsubscribes after the last release', shows('connect', 'subscribe'), async () => {
  const authorize = vi.fn<PusherOptions['authorize']>()
  const { server, connection } = await start({ authorize })
  const news = channel(connection, 'news')
  const seen: unknown[] = []
  const stop = news.onMessage(({ data }) => void seen.push(data))
  await waitFor(() => news.getSnapshot().status === 'subscribed')
  server.trigger('news', 'headline', 'plain text')
  await waitFor(() => seen.length === 1)
  stop()
  await waitFor(() => server.received[0]!.length === 2)
  expect(server.received[0]).toEqual([
    { event: 'pusher:subscribe', data: { channel: 'news' } },
    { event: 'pusher:unsubscribe', data: { channel: 'news' } },
  ])
  expect(seen).toEqual(['plain text'])
  expect(authorize).not.toHaveBeenCalled()
})

it('aborts the signing of a channel that is released meanwhile, and never subscribes to it', shows('special'), async () => {
  let sign: (auth: string) => void = () => {}
  let aborted = false
  const { server, connection } = await start({
    authorize: (_socketId, _channel, signal) => {
      ;(signal as AbortSignal).addEventListener('abort', () => (aborted = true))
      return new Promise((resolve) => (sign = resolve))
    },
  })
  await untilPhase(connection, 'open')
  const orders = channel(connection, 'private-orders')
  const release = orders.retain()
  expect(orders.getSnapshot().status).toBe('subscribing')
  release()
  await waitFor(() => aborted)
  sign(server.sign('1.1001', 'private-orders'))
  const news = channel(connection, 'news')
  news.retain()
  await waitFor(() => news.getSnapshot().status === 'subscribed')
  expect(server.received[0]).toEqual([{ event: 'pusher:subscribe', data: { channel: 'news' } }])
})

it('shows the error of a channel that the server refuses, and keeps the others', shows('authenticate', 'subscribe'), async () => {
  const { server, connection } = await start({ authorize: async () => 'app:forged' })
  const orders = channel(connection, 'private-orders')
  const news = channel(connection, 'news')
  orders.retain()
  news.retain()
  await waitFor(() => orders.getSnapshot().status === 'error' && news.getSnapshot().status === 'subscribed')
  expect(orders.getSnapshot().error).toEqual({ type: 'AuthError', error: 'Invalid signature', status: 401 })
  expect(server.framesBySocket.length).toBe(1)
})

it('sends client events on a private channel to its other subscribers', shows('special'), async () => {
  const { server, connection } = await start()
  const other = connect(server.url, { appKey: 'app', authorize: async (socketId, name) => server.sign(socketId, name) })
  onTestFinished(() => other.dispose())
  other.connect()
  const mine = channel(connection, 'private-chat')
  const theirs = channel(other, 'private-chat')
  const seen: unknown[] = []
  mine.retain()
  theirs.onMessage(({ event, data }) => void seen.push([event, data]))
  await waitFor(() => mine.getSnapshot().status === 'subscribed' && theirs.getSnapshot().status === 'subscribed')
  connection.send({ event: 'client-typing', channel: 'private-chat', data: { who: 'ana' } })
  await waitFor(() => seen.length === 1)
  expect(seen).toEqual([['client-typing', { who: 'ana' }]])
})

it('sends pings at the activity timeout of the server, and answers the pings of the server', shows('heartbeat'), async () => {
  const { server, connection, eventsOf } = await start({ activityTimeout: 0.02 })
  const seen: unknown[] = []
  connection.onMessage((message) => void seen.push(message))
  await waitFor(() => eventsOf(0).filter((event) => event === 'pusher:ping').length >= 2)
  server.ping()
  await waitFor(() => eventsOf(0).includes('pusher:pong'))
  expect(connection.getSnapshot().latencyMs).not.toBeNull()
  expect(seen).toEqual([])
})

it('does not retry after 4000 to 4099', shows('special'), async () => {
  const { server, connection } = await start()
  await untilPhase(connection, 'open')
  server.closeWith(4003)
  expect((await untilPhase(connection, 'closed')).error).toMatchObject({ code: 'closed', fatal: true })
  expect(server.framesBySocket.length).toBe(1)
})

it('retries later after 4100 to 4199', shows('special'), async () => {
  const { server, connection } = await start({ reconnect: {} })
  await untilPhase(connection, 'open')
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  server.closeWith(4100)
  const { retryAt } = await untilPhase(connection, 'waiting')
  // At least one second, as the specification asks for.
  expect(retryAt! - Date.now()).toBeGreaterThan(1000)
})

it('reconnects at once after 4200 to 4299', shows('special'), async () => {
  const { server, connection } = await start({ reconnect: { delay: () => 60_000 } })
  await untilPhase(connection, 'open')
  server.closeWith(4200)
  await waitFor(() => server.framesBySocket.length === 2 && connection.getSnapshot().phase === 'open')
  server.closeWith(4200)
  // The second time in a row the delay is as configured.
  const { retryAt } = await untilPhase(connection, 'waiting')
  expect(retryAt! - Date.now()).toBeGreaterThan(10_000)
})

it('does not retry with an application key that does not exist', shows('authenticate'), async () => {
  const { server, connection } = await start({ appKey: 'unknown' })
  const { lastClose } = await untilPhase(connection, 'closed')
  expect(lastClose).toMatchObject({ code: 4001 })
  expect(server.framesBySocket.length).toBe(1)
})

it('closes with 1000 when it disconnects', shows('leave cleanly'), async () => {
  const { server, connection } = await start()
  await untilPhase(connection, 'open')
  connection.disconnect()
  await expectCleanClose(server)
})
