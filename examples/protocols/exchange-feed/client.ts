// An exchange in the style of Binance. Options that do the work: `channels.subscribeMany` puts all streams into one message,
// `maxPerSecond` keeps below the limit of the server, `recovery` loads the snapshot of an order book and finds gaps in the ids of
// its updates, `handshake` creates the listen key of an account and extends it on the open socket.
// Channels: the streams of the exchange, for example `btcusdt@depth`, and `account`.
import { createConnection, json, recovery, type ReconnectOptions } from 'websocket-store'

export type Level = readonly [price: string, quantity: string]

export type ExchangeEvent =
  | { readonly e: 'depthUpdate'; readonly U: number; readonly u: number; readonly b: readonly Level[]; readonly a: readonly Level[] }
  | { readonly e: 'snapshot'; readonly lastUpdateId: number; readonly bids: readonly Level[]; readonly asks: readonly Level[] }
  | { readonly e: 'executionReport'; readonly i: number; readonly X: string }
  | { readonly e: 'listenKeyExpired'; readonly listenKey: string }

export interface FromExchange {
  readonly stream?: string
  readonly data?: ExchangeEvent
  readonly id?: number | string
}

export interface ToExchange {
  readonly method: 'SUBSCRIBE' | 'UNSUBSCRIBE'
  readonly params: readonly string[]
  readonly id: number
}

/** The first and the last update of an event. */
interface Updates {
  readonly first: number
  readonly last: number
}

export interface ExchangeOptions {
  readonly restUrl: string
  /** Messages, pings included, are limited to 5 a second. @default 4 */
  readonly maxPerSecond?: number
  /** Whether there is a channel `account`: it needs a listen key, which not every market still has. @default false */
  readonly hasAccount?: boolean
  /** A listen key is valid for 60 minutes. @default 30 minutes */
  readonly renewAfterMs?: number
  readonly pingEveryMs?: number
  readonly reconnect?: Pick<ReconnectOptions, 'delay'>
}

export function connect(url: string, options: ExchangeOptions) {
  const { restUrl, maxPerSecond = 4, hasAccount = false, renewAfterMs = 1_800_000, pingEveryMs = 60_000, reconnect = {} } = options
  let listenKey = ''
  let lastId = 0
  const keysOfCommand = new Map<number | string, readonly string[]>()

  async function call<T>(method: string, path: string, signal: AbortSignal): Promise<T> {
    const response = await fetch(`${restUrl}/api/v3/${path}`, { method, signal })
    if (!response.ok) throw new Error(`${method} ${path} failed with ${response.status}`)
    return (await response.json()) as T
  }
  const streamOf = (key: string) => (key === 'account' ? listenKey : key)
  function commandOf(method: ToExchange['method'], keys: readonly string[]): ToExchange {
    const id = ++lastId
    if (method === 'SUBSCRIBE') keysOfCommand.set(id, keys)
    return { method, params: keys.map(streamOf), id }
  }

  return createConnection(`${url}/stream`, {
    codec: json<FromExchange, ToExchange>(),
    async handshake({ isRenewal, signal }) {
      if (!isRenewal) keysOfCommand.clear()
      if (!hasAccount) return
      if (isRenewal) await call('PUT', `userDataStream?listenKey=${listenKey}`, signal)
      else ({ listenKey } = await call<{ listenKey: string }>('POST', 'userDataStream', signal))
      return { renewAfterMs }
    },
    channels: {
      subscribe: (key) => commandOf('SUBSCRIBE', [key]),
      subscribeMany: (channels) => commandOf('SUBSCRIBE', channels.map(({ key }) => key)),
      unsubscribe: (key) => commandOf('UNSUBSCRIBE', [key]),
      maxPerSecond,
      route: ({ stream }) => (stream === listenKey ? 'account' : stream),
      ackOf: ({ id = '' }) => keysOfCommand.get(id),
      positionOf({ data }): Updates | undefined {
        if (data?.e === 'depthUpdate') return { first: data.U, last: data.u }
        return data?.e === 'snapshot' ? { first: data.lastUpdateId, last: data.lastUpdateId } : undefined
      },
      recovery: recovery<FromExchange, Updates>({
        isGap: (next, previous) => next.first > previous.last + 1,
        isAfter: (next, known) => next.last > known.last,
        async load(key, { signal }) {
          const [symbol = '', kind] = key.split('@')
          if (kind !== 'depth') return { messages: [] }
          const snapshot = await call<object>('GET', `depth?symbol=${symbol.toUpperCase()}&limit=1000`, signal)
          return { messages: [{ stream: key, data: { e: 'snapshot', ...snapshot } as ExchangeEvent }] }
        },
      }),
    },
    // The server's own pings are frames of WebSocket, which a browser answers and hides.
    heartbeat: {
      intervalMs: pingEveryMs,
      message: '{"method":"LIST_SUBSCRIPTIONS","id":"ping"}',
      isPong: (message) => (message as FromExchange).id === 'ping',
    },
    reconnect,
  })
}
