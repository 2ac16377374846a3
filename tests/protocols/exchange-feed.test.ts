import { expect, it, onTestFinished } from 'vitest'
import { channel } from 'websocket-store'
import { WebSocket } from 'ws'
import { applyToBook, EMPTY_BOOK, type Book } from '../../examples/protocols/exchange-feed/book'
import { connect, type ExchangeOptions } from '../../examples/protocols/exchange-feed/client'
import { startServer, type ExchangeServerOptions } from '../../examples/protocols/exchange-feed/server'
import { withNodeWebSocket } from './support/with-node-websocket'
import { untilPhase, waitFor } from '../support/wait-for'
import { shows } from './support/shows'

withNodeWebSocket()

async function start(options: Partial<ExchangeOptions & ExchangeServerOptions> = {}) {
  const server = await startServer(options)
  const connection = connect(server.url, { restUrl: server.restUrl, reconnect: { delay: () => 20 }, ...options })
  connection.setOptions({ ...connection.options, lingerMs: 0 })
  // Some tests end in a failure, which would be warned of.
  connection.on('error', () => {})
  onTestFinished(async () => {
    connection.dispose()
    await server.close()
  })
  const methodsOf = (socket: number) => server.commands[socket]?.map(({ method }) => method) ?? []
  return { server, connection, methodsOf }
}

/** Follows the book of one symbol, and the verdicts of its recovery. */
function follow(connection: Awaited<ReturnType<typeof start>>['connection'], symbol: string) {
  const depth = channel(connection, `${symbol}@depth`)
  const result = { depth, book: EMPTY_BOOK as Book, updates: 0, snapshots: 0, verdicts: [] as string[] }
  depth.onRecovery((verdict) => void result.verdicts.push(verdict))
  depth.onMessage((message) => {
    result.book = applyToBook(result.book, message)
    if (message.data?.e === 'snapshot') result.snapshots++
    else result.updates++
  })
  return result
}

const plain = ({ bids, asks }: Book) => ({ bids: Object.fromEntries(bids), asks: Object.fromEntries(asks) })

async function startBook(options: Partial<ExchangeOptions & ExchangeServerOptions> = {}) {
  const all = await start(options)
  all.connection.connect()
  const followed = follow(all.connection, 'btcusdt')
  const isEqual = () => {
    const { bids, asks } = all.server.bookOf('btcusdt')
    expect(plain(followed.book)).toEqual({ bids, asks })
    return true
  }
  await waitFor(() => followed.depth.getSnapshot().status === 'subscribed')
  return { ...all, followed, isEqual }
}

it('loads the snapshot of a book and applies the updates that arrived meanwhile, except those that it covers', shows('connect', 'subscribe', 'special'), async () => {
  const { server, connection } = await start()
  connection.connect()
  server.holdSnapshots(true)
  const followed = follow(connection, 'btcusdt')
  await waitFor(() => server.restCalls.some((call) => call.startsWith('GET')))
  expect(followed.depth.getSnapshot()).toMatchObject({ status: 'loading', recovery: 'fresh' })
  // The snapshot was made when the request came.
  for (let count = 0; count < 5; count++) server.trade('btcusdt')
  server.holdSnapshots(false)
  await waitFor(() => followed.updates === 5)
  server.trade('btcusdt')
  await waitFor(() => followed.updates === 6)
  const { bids, asks } = server.bookOf('btcusdt')
  expect(plain(followed.book)).toEqual({ bids, asks })
  expect(followed).toMatchObject({ snapshots: 1, verdicts: ['fresh'] })
})

it('finds a lost update in the ids, and loads the book again', shows('special'), async () => {
  const { server, followed, isEqual } = await startBook()
  server.trade('btcusdt')
  await waitFor(() => followed.updates === 1)
  server.trade('btcusdt', true)
  server.trade('btcusdt')
  server.trade('btcusdt')
  await waitFor(() => followed.snapshots === 2 && isEqual())
  expect(followed.verdicts).toEqual(['fresh', 'gap'])
  expect(followed.depth.getSnapshot()).toMatchObject({ status: 'subscribed', recovery: 'gap' })
  server.trade('btcusdt')
  await waitFor(isEqual)
})

it('loads the book again after a cut and after the end of the day', shows('cut and resume', 'leave cleanly'), async () => {
  const { server, connection, followed, isEqual, methodsOf } = await startBook()
  const endSocket = async (end: () => void, sockets: number) => {
    end()
    await waitFor(() => server.closes.length === sockets - 1)
    server.trade('btcusdt')
    await waitFor(() => server.framesBySocket.length === sockets && followed.snapshots === sockets && isEqual())
    await waitFor(() => followed.depth.getSnapshot().status === 'subscribed')
    server.trade('btcusdt')
    await waitFor(isEqual)
  }
  await endSocket(server.cut, 2)
  await endSocket(server.endDay, 3)
  expect(followed.verdicts).toEqual(['fresh', 'gap', 'gap'])
  expect([methodsOf(0), methodsOf(1), methodsOf(2)]).toEqual([['SUBSCRIBE'], ['SUBSCRIBE'], ['SUBSCRIBE']])
  connection.disconnect()
  await waitFor(() => server.closes.length === 3)
  expect(server.closes.map(({ code }) => code)).toEqual([1006, 1001, 1000])
})

it('extends the listen key on the open socket, without losing a message', shows('authenticate', 'special'), async () => {
  const { server, connection } = await start({ hasAccount: true, renewAfterMs: 40, listenKeyMs: 400 })
  connection.connect()
  const account = channel(connection, 'account')
  const seen: unknown[] = []
  account.onMessage(({ data }) => void seen.push(data))
  await waitFor(() => account.getSnapshot().status === 'subscribed')
  const puts = () => server.restCalls.filter((call) => call.startsWith('PUT'))
  // Longer than the key is valid without them.
  for (let count = 1; count <= 12; count++) {
    await waitFor(() => puts().length >= count)
    server.fill(count)
  }
  await waitFor(() => seen.length === 12)
  expect(seen).toEqual(Array.from({ length: 12 }, (_, index) => ({ e: 'executionReport', i: index + 1, X: 'FILLED' })))
  expect(puts()[0]).toBe('PUT /api/v3/userDataStream?listenKey=key1')
  expect(server.restCalls.filter((call) => call.startsWith('POST'))).toHaveLength(1)
  expect(server.framesBySocket).toHaveLength(1)
})

it('replaces the socket and creates a new listen key when the old one cannot be extended', shows('authenticate', 'special'), async () => {
  const { server, connection } = await start({ hasAccount: true, renewAfterMs: 100, listenKeyMs: 30 })
  connection.connect()
  const account = channel(connection, 'account')
  account.retain()
  await waitFor(() => server.commands[1]?.length === 1)
  expect(server.commands.slice(0, 2).map(([first]) => first!.params)).toEqual([['key1'], ['key2']])
})

it('subscribes to 500 symbols with one message, and again after a cut', shows('subscribe', 'cut and resume', 'special'), async () => {
  const { server, connection, methodsOf } = await start()
  const trades = Array.from({ length: 500 }, (_, index) => channel(connection, `coin${index}@trade`))
  for (const each of trades) each.retain()
  connection.connect()
  await waitFor(() => trades.every((each) => each.getSnapshot().status === 'subscribed'))
  server.cut()
  await waitFor(() => server.framesBySocket.length === 2)
  await waitFor(() => trades.every((each) => each.getSnapshot().status === 'subscribed') && methodsOf(1).length === 1)
  expect([methodsOf(0), methodsOf(1)]).toEqual([['SUBSCRIBE'], ['SUBSCRIBE']])
  expect(server.commands[1]![0]!.params).toEqual(trades.map(({ key }) => key))
})

it('stays below the limit of the server when symbols are added one after another', shows('special'), async () => {
  const { server, connection, methodsOf } = await start({ maxMessages: 5, perMs: 200, maxPerSecond: 20 })
  connection.connect()
  await untilPhase(connection, 'open')
  const trades = Array.from({ length: 12 }, (_, index) => channel(connection, `coin${index}@trade`))
  for (const each of trades) {
    each.retain()
    await Promise.resolve()
    await Promise.resolve()
  }
  await waitFor(() => trades.every((each) => each.getSnapshot().status === 'subscribed'))
  expect(server.framesBySocket).toHaveLength(1)
  expect(server.closes).toEqual([])
  expect(methodsOf(0).length).toBeGreaterThan(1)
})

it('is closed with 1008 by the server when it sends too much', async () => {
  const { server } = await start()
  const socket = new WebSocket(`${server.url}/stream`)
  await new Promise((resolve) => socket.once('open', resolve))
  for (let id = 1; id <= 6; id++) socket.send(JSON.stringify({ method: 'SUBSCRIBE', params: [`coin${id}@trade`], id }))
  await waitFor(() => server.closes.length === 1)
  expect(server.closes[0]!.code).toBe(1008)
})

it('sends pings, and unsubscribes what is released', shows('heartbeat', 'subscribe'), async () => {
  const { server, connection, methodsOf } = await start({ pingEveryMs: 20, maxMessages: 1000, maxPerSecond: 1000 })
  connection.connect()
  const trades = channel(connection, 'btcusdt@trade')
  const release = trades.retain()
  await waitFor(() => trades.getSnapshot().status === 'subscribed' && connection.getSnapshot().latencyMs !== null)
  release()
  await waitFor(() => methodsOf(0).includes('UNSUBSCRIBE'))
  const unsubscribe = server.commands[0]!.find(({ method }) => method === 'UNSUBSCRIBE')
  expect(unsubscribe!.params).toEqual(['btcusdt@trade'])
})
