import { json, recovery, type ChannelProtocol } from 'websocket-store'
import type { ServedOptions } from 'websocket-store/tabs/worker'

/** A frame of the feed server, both ways. */
export interface FeedFrame {
  readonly op: 'sub' | 'unsub' | 'ok' | 'msg' | 'raw' | 'ping' | 'pong' | 'say'
  readonly key?: string
  /** Number of the message in its channel, from 1. */
  readonly n?: number
  /** The last number that the subscriber has. */
  readonly from?: number | undefined
  readonly verdict?: 'fresh' | 'resumed' | 'gap'
  readonly text?: string
}

const channels: ChannelProtocol<FeedFrame, FeedFrame, number> = {
  subscribe: (key, from) => ({ op: 'sub', key, from }),
  unsubscribe: (key) => ({ op: 'unsub', key }),
  ackOf: (message) => (message.op === 'ok' ? message.key : undefined),
  route: (message) => (message.op === 'msg' ? message.key : undefined),
  positionOf: (message) => message.n,
  recovery: recovery<FeedFrame, number>({ verdictOf: ({ verdict }) => verdict, isGap: (position, previous) => position > previous + 1 }),
}

/** Delay between the last page that leaves and the close of the socket. */
export const LINGER_MS = 300

/** The options of a connection to the feed server, in a worker or in a page. */
export const feedOptions = {
  codec: json(),
  channels,
  lingerMs: LINGER_MS,
  reconnect: { delay: () => 20 },
  heartbeat: {
    intervalMs: 1000,
    // A page or browser that stands still for seconds must not replace a socket that works. Any other limit is 5 s after such a time.
    timeoutMs: Infinity,
    message: '{"op":"ping"}',
    isPong: (message: unknown) => (message as FeedFrame).op === 'pong',
  },
} as unknown as ServedOptions
