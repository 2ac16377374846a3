// A fake of an exchange in the style of Binance, written from its documentation: the combined stream endpoint with SUBSCRIBE and
// UNSUBSCRIBE, depth updates with their first and last id, REST endpoints for the snapshot of a book and for listen keys, the
// limit of incoming messages, and the end of a socket after 24 hours. (Kraken differs in names, and sends the snapshot itself.)
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebSocket } from 'ws'
import { startWsServer, type WsServer } from '../support/ws-server'

interface Command {
  readonly id: number | string
  readonly method: string
  readonly params?: readonly string[]
}

type Side = Record<string, string>

interface Book {
  lastUpdateId: number
  readonly bids: Side
  readonly asks: Side
}

export interface ExchangeServer extends WsServer {
  readonly restUrl: string
  /** Received commands by socket. */
  readonly commands: readonly (readonly Command[])[]
  /** REST requests, as `METHOD path?query`. */
  readonly restCalls: readonly string[]
  bookOf(symbol: string): Book
  /** Changes a book. `isLost`: the update is not sent. */
  trade(symbol: string, isLost?: boolean): void
  /** Sends an event of an account to those who subscribed to a listen key that is valid. */
  fill(orderId: number): void
  /** Whether the snapshots wait. */
  holdSnapshots(isHeld: boolean): void
  /** Ends all sockets, as after 24 hours. */
  endDay(): void
}

export interface ExchangeServerOptions {
  /** More messages than these in `perMs` close the socket with 1008. @default 5 */
  readonly maxMessages?: number
  /** @default 1000 */
  readonly perMs?: number
  /** @default 60 minutes */
  readonly listenKeyMs?: number
}

export async function startServer({ maxMessages = 5, perMs = 1000, listenKeyMs = 3_600_000 }: ExchangeServerOptions = {}): Promise<ExchangeServer> {
  const books = new Map<string, Book>()
  const streamsOf = new Map<WebSocket, Set<string>>()
  const arrivals = new Map<WebSocket, number[]>()
  const listenKeys = new Map<string, ReturnType<typeof setTimeout>>()
  const restCalls: string[] = []
  const heldSnapshots: (() => void)[] = []
  let isHeld = false
  let changes = 0
  let keys = 0

  function bookOf(symbol: string): Book {
    const book = books.get(symbol) ?? { lastUpdateId: 100, bids: { '99.0': '1' }, asks: { '101.0': '1' } }
    books.set(symbol, book)
    return book
  }

  function publish(stream: string, data: object): void {
    for (const [socket, streams] of streamsOf) if (streams.has(stream)) socket.send(JSON.stringify({ stream, data }))
  }

  function apply(side: Side, price: string, quantity: string): void {
    if (Number(quantity) === 0) delete side[price]
    else side[price] = quantity
  }

  function trade(symbol: string, isLost = false): void {
    const book = bookOf(symbol)
    const n = ++changes
    // Each event covers two updates. Every third change empties a price.
    const bid = [`${95 + (n % 5)}.0`, n % 3 === 0 ? '0' : `${n}`] as const
    const ask = [`${101 + (n % 4)}.0`, n % 3 === 1 ? '0' : `${n}`] as const
    const first = book.lastUpdateId + 1
    book.lastUpdateId += 2
    apply(book.bids, ...bid)
    apply(book.asks, ...ask)
    if (!isLost) publish(`${symbol}@depth`, { e: 'depthUpdate', s: symbol.toUpperCase(), U: first, u: book.lastUpdateId, b: [bid], a: [ask] })
  }

  function expireLater(key: string): void {
    clearTimeout(listenKeys.get(key))
    const expire = () => {
      publish(key, { e: 'listenKeyExpired', listenKey: key })
      listenKeys.delete(key)
    }
    listenKeys.set(key, setTimeout(expire, listenKeyMs))
  }

  /** The status and the body of an answer. */
  function answerOf(method: string, { pathname, searchParams }: URL): [status: number, body: unknown] {
    if (pathname === '/api/v3/depth') {
      const { lastUpdateId, bids, asks } = bookOf((searchParams.get('symbol') ?? '').toLowerCase())
      return [200, { lastUpdateId, bids: Object.entries(bids), asks: Object.entries(asks) }]
    }
    if (pathname !== '/api/v3/userDataStream') return [404, {}]
    const key = method === 'POST' ? `key${++keys}` : (searchParams.get('listenKey') ?? '')
    if (method === 'PUT' && !listenKeys.has(key)) return [400, { code: -1125, msg: 'This listenKey does not exist.' }]
    expireLater(key)
    return [200, method === 'POST' ? { listenKey: key } : {}]
  }

  const rest = createServer(({ method = '', url = '' }, response) => {
    restCalls.push(`${method} ${url}`)
    const location = new URL(url, 'http://localhost')
    const [status, body] = answerOf(method, location)
    const reply = () => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    if (isHeld && location.pathname === '/api/v3/depth') heldSnapshots.push(reply)
    else reply()
  })
  await new Promise<void>((resolve) => rest.listen(0, '127.0.0.1', resolve))

  /** Whether a socket has sent too much. */
  function isFlooding(socket: WebSocket): boolean {
    const now = Date.now()
    const recent = [...(arrivals.get(socket) ?? []).filter((at) => at > now - perMs), now]
    arrivals.set(socket, recent)
    return recent.length > maxMessages
  }

  const server = await startWsServer({
    onConnection: (socket) => streamsOf.set(socket, new Set()),
    onMessage(frame, socket) {
      if (isFlooding(socket)) return socket.close(1008, 'Too many requests')
      const { id, method, params = [] } = JSON.parse(String(frame)) as Command
      const streams = streamsOf.get(socket)!
      for (const stream of params) {
        if (method === 'SUBSCRIBE') streams.add(stream)
        else streams.delete(stream)
      }
      socket.send(JSON.stringify({ result: method === 'LIST_SUBSCRIPTIONS' ? [...streams] : null, id }))
    },
    onClose: (socket) => streamsOf.delete(socket),
  })

  return {
    ...server,
    restUrl: `http://127.0.0.1:${(rest.address() as AddressInfo).port}`,
    get commands() {
      return server.framesBySocket.map((frames) => frames.map((frame) => JSON.parse(String(frame)) as Command))
    },
    restCalls,
    bookOf,
    trade,
    fill: (orderId) => listenKeys.forEach((_, key) => publish(key, { e: 'executionReport', i: orderId, X: 'FILLED' })),
    holdSnapshots(hold) {
      isHeld = hold
      if (!hold) for (const reply of heldSnapshots.splice(0)) reply()
    },
    endDay: () => server.sockets.forEach((socket) => socket.close(1001)),
    async close() {
      listenKeys.forEach((timer) => clearTimeout(timer))
      rest.closeAllConnections()
      rest.close()
      await server.close()
    },
  }
}
