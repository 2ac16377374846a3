// Pusher Channels, protocol version 7. Options that do the work: `handshake` waits for the id of the socket, `channels.subscribe`
// signs private channels and may take its time, `heartbeat` uses the server's activity timeout and answers its pings,
// `reconnect` follows the three ranges of close codes.
import { createConnection, json, type AbortSignalLike, type ReconnectOptions } from 'websocket-store'

export interface PusherEvent {
  readonly event: string
  readonly channel?: string
  readonly data?: unknown
}

export interface PusherOptions {
  readonly appKey: string
  /** Asks your own server for the signature of a private channel. */
  authorize(socketId: string, channel: string, signal: AbortSignalLike): Promise<string>
  readonly pongTimeoutMs?: number
  readonly reconnect?: Pick<ReconnectOptions, 'delay'>
}

/** The data of server events is a string: most often JSON inside of JSON. */
const codec = json<PusherEvent, PusherEvent>({
  reviver(key, value) {
    if (key !== 'data' || typeof value !== 'string') return value
    try {
      return JSON.parse(value) as unknown
    } catch {
      return value
    }
  },
})
const frameOf = (event: string) => JSON.stringify({ event, data: {} })
const isPrivate = (channel: string) => /^(private|presence)-/.test(channel)
const subscribeTo = (channel: string, auth?: string) => ({ event: 'pusher:subscribe', data: { channel, auth } })

export function connect(url: string, { appKey, authorize, pongTimeoutMs = 30_000, reconnect }: PusherOptions) {
  let socketId = ''
  let intervalMs = 120_000

  return createConnection(`${url}/app/${appKey}?protocol=7&client=websocket-store&version=1.0`, {
    codec,
    async handshake({ receive }) {
      const { data } = await receive(({ event }) => event === 'pusher:connection_established')
      const established = data as { socket_id: string; activity_timeout: number }
      socketId = established.socket_id
      intervalMs = established.activity_timeout * 1000
    },
    channels: {
      // The signal aborts when nobody wants the channel any more, or the socket is lost.
      subscribe: (channel, _position, { signal }) =>
        isPrivate(channel)
          ? authorize(socketId, channel, signal).then((auth) => subscribeTo(channel, auth))
          : subscribeTo(channel),
      unsubscribe: (channel) => ({ event: 'pusher:unsubscribe', data: { channel } }),
      route: ({ event, channel }) => (/^pusher(_internal)?:/.test(event) ? undefined : channel),
      ackOf: ({ event, channel }) => (event === 'pusher_internal:subscription_succeeded' ? channel : undefined),
      errorOf: ({ event, channel, data }) =>
        event === 'pusher:subscription_error' && channel !== undefined ? { key: channel, error: data } : undefined,
    },
    heartbeat: {
      intervalMs: () => intervalMs,
      timeoutMs: pongTimeoutMs,
      message: frameOf('pusher:ping'),
      isPong: (message) => (message as PusherEvent).event === 'pusher:pong',
      reply: (message) => ((message as PusherEvent).event === 'pusher:ping' ? frameOf('pusher:pong') : undefined),
    },
    reconnect: {
      // 4200 to 4299: at once, but not again and again.
      delay: (attempt, close) => (attempt === 0 && close && close.code >= 4200 && close.code < 4300 ? 0 : reconnect?.delay?.(attempt, close)),
      classifyClose({ code }) {
        if (code >= 4000 && code < 4100) return 'fatal'
        return code >= 4100 && code < 4200 ? 'retry-later' : undefined
      },
    },
  })
}
