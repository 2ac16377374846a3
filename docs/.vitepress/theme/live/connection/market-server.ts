import { json } from 'websocket-store'
import { createTestServer, type ServerConnection, type TestServer } from 'websocket-store/testing'
import { createMarket } from './market'
import type { FromServer, Price, ToServer } from './protocol'

const LATENCY_MS = 30
const TICK_MS = 260
const DOWN_MS = 1500
/** What the server keeps in memory to continue a subscription. */
const KEPT = 300

type Client = ServerConnection<ToServer, FromServer>

export interface MarketServer {
  readonly server: TestServer<ToServer, FromServer>
  /** What an HTTP endpoint in front of the database would return: the latest prices, or those after a position. */
  history(symbol: string, after: number | undefined): Promise<readonly Price[]>
  /** The server is down for a moment and loses its memory. */
  restart(): Promise<void>
  /** Each message of the client, with the number of times it arrived. */
  readonly received: ReadonlyMap<string, number>
  stop(): void
}

export function createMarketServer(isPaused: () => boolean = () => false): MarketServer {
  const server = createTestServer({
    url: 'wss://demo.example/market',
    codec: json<FromServer, ToServer>(),
    heartbeat: true,
    latencyMs: LATENCY_MS,
    clock: 'system',
  })
  const market = createMarket()
  const received = new Map<string, number>()
  const subscribers = new Map<Client, Set<string>>()
  let memory: Price[] = []
  let isUp = true

  function tick(): void {
    if (isPaused()) return
    const price = market.next()
    if (!isUp) return
    memory.push(price)
    if (memory.length > KEPT) memory.shift()
    for (const [connection, symbols] of subscribers) if (symbols.has(price.symbol)) connection.send(price)
  }

  function subscribe(connection: Client, symbol: string, after: number | undefined): void {
    subscribers.get(connection)?.add(symbol)
    if (after === undefined) return connection.send({ type: 'subscribed', symbol, verdict: 'fresh', missed: 0 })
    const missed = memory.filter((price) => price.symbol === symbol && price.seq > after)
    // Nothing is missing when memory has the next price, or when there is none yet.
    const isComplete = missed[0]?.seq === after + 1 || market.lastSeq(symbol) === after
    if (!isComplete) return connection.send({ type: 'subscribed', symbol, verdict: 'gap', missed: 0 })
    connection.send({ type: 'subscribed', symbol, verdict: 'resumed', missed: missed.length })
    for (const price of missed) connection.send(price)
  }

  server.onConnection((connection) => subscribers.set(connection, new Set()))
  server.onClose((_ending, connection) => subscribers.delete(connection))
  server.onRestart(() => {
    memory = []
    isUp = true
  })
  server.onMessage((message, connection) => {
    if (message.type === 'subscribe') return subscribe(connection, message.symbol, message.after)
    if (message.type === 'unsubscribe') return void subscribers.get(connection)?.delete(message.symbol)
    received.set(message.id, (received.get(message.id) ?? 0) + 1)
    connection.send({ type: 'ack', id: message.id })
  })
  const timer = setInterval(tick, TICK_MS)

  return {
    server,
    received,
    async history(symbol, after) {
      await new Promise((resolve) => setTimeout(resolve, 2 * LATENCY_MS))
      return after === undefined ? market.latest(symbol) : market.after(symbol, after)
    },
    restart() {
      isUp = false
      return server.restart({ downMs: DOWN_MS, code: 1001 })
    },
    stop() {
      clearInterval(timer)
      server.stop()
    },
  }
}
