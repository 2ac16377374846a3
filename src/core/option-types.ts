import type { ChannelProtocol } from './channel-types'
import type { RequestProtocol } from './request-types'
import type {
  AbortSignalLike,
  CloseInfo,
  Codec,
  ConnectionProtocols,
  NotifyMode,
  RawIncoming,
  Unsubscribe,
  WebSocketConstructor,
  WebSocketLike,
  WireData,
} from './types'

export interface ReconnectOptions {
  /** Least delay of a retry. @default 500, and none for the first retry, which comes within 1 s */
  minDelayMs?: number
  /** Greatest delay of the default formula. @default 30_000 */
  maxDelayMs?: number
  /** Retries in a row without becoming stable, then the connection is closed with `attempts-exhausted`. @default Infinity */
  maxAttempts?: number
  /** How long a socket must stay open before the attempt counter resets. @default 10_000 */
  stableAfterMs?: number
  /** Replaces the formula, in ms; undefined keeps it. `attempt` is that of the socket that just ended. */
  delay?(attempt: number, lastClose: CloseInfo | null): number | undefined
  /** Replaces the close-code classes; undefined keeps them. */
  shouldReconnect?(close: CloseInfo, attempt: number): boolean | undefined
  /** Overrides the class of single close codes; undefined keeps the default. */
  classifyClose?(close: CloseInfo): CloseClass | undefined
}

/** What a close code means for the next attempt. `refresh`: once more with a fresh url or token, then fatal. */
export type CloseClass = 'retry' | 'retry-later' | 'refresh' | 'fatal'

export interface HeartbeatOptions {
  /** Between two pings. @default 25_000 */
  intervalMs?: number
  /** From a ping to the next inbound frame of any kind; then the socket is replaced. @default 10_000 */
  timeoutMs?: number
  /** Sent as it is, past the codec. @default 'ping' */
  message?: WireData | (() => WireData)
  /**
   * Swallows the frame when true. Asked with the frame as received and, if that is not a pong, with the decoded message.
   *
   * @default equal to 'pong'
   */
  isPong?(message: unknown): boolean
}

export interface QueueOptions {
  /** @default 1000 */
  maxMessages?: number
  /** @default 1_048_576 */
  maxBytes?: number
  /** A message that waited longer is dropped instead of sent. @default Infinity */
  ttlMs?: number
  /** Which message gives way when the queue is full. @default 'drop-newest' */
  overflow?: 'drop-oldest' | 'drop-newest'
  /**
   * While the socket holds this many unsent bytes, messages wait here instead of there, where a slow line would pile them
   * up without bound and without a say. @default Infinity
   */
  highWaterMarkBytes?: number
}

/** What the environment tells; see `LifecycleOptions`. */
export type LifecycleSignal = 'online' | 'offline' | 'visible' | 'hidden' | 'frozen' | 'resumed' | 'restored'

export interface LifecycleOptions {
  /**
   * Replaces the browser's own signals (online, visibilitychange, pagehide, pageshow, freeze, resume), for example with
   * React Native's AppState. Called while there is demand; returns how to stop.
   */
  source?(emit: (signal: LifecycleSignal) => void): Unsubscribe
}

/** What `handshake` may do before the connection is declared open. */
export interface HandshakeIO<In, Out> {
  send(message: Out): void
  /** The next message; rejects when the attempt is given up. */
  receive(): Promise<In>
  readonly signal: AbortSignalLike
}

export interface ConnectionOptions<In = RawIncoming, Out = WireData> {
  /** Sharing key. Default: normalised url + protocols. A url function is shared only when a key is given. */
  key?: string
  /** Offered subprotocols; a function is asked once for each attempt. */
  protocols?: ConnectionProtocols
  /** Value <-> wire data. @default raw: strings and binary as they are */
  codec?: Codec<In, Out>
  /** Any duck-typed constructor. @default globalThis.WebSocket */
  WebSocket?: WebSocketConstructor
  /** Makes the socket instead of a constructor. */
  transport?: (url: string, protocols?: string | string[]) => WebSocketLike
  /** Set on each new socket. @default 'arraybuffer' */
  binaryType?: 'arraybuffer' | 'blob'
  /** Bound on the url function, and again on the dial. @default 10_000 */
  connectTimeoutMs?: number
  /**
   * Runs on each socket before the connection is declared open, and before anything queued is sent: application-level
   * authentication. A rejection is retried; an error with a true `fatal` property is not.
   */
  handshake?(io: HandshakeIO<In, Out>): void | Promise<void>
  /** @default 10_000 */
  handshakeTimeoutMs?: number
  /** @default true */
  reconnect?: boolean | ReconnectOptions
  /** @default false, because servers must agree on a ping */
  heartbeat?: false | HeartbeatOptions
  /** What happens to messages sent while not open. @default 1000 messages, 1 MiB, no ttl, 'drop-newest' */
  queue?: false | QueueOptions
  /** How long the socket is kept after the last release. @default 1000 */
  lingerMs?: number
  /** How long to wait for the close handshake before the socket is abandoned. @default 2000 */
  closeTimeoutMs?: number
  /** Signals of the environment; false ignores them. @default the browser's */
  lifecycle?: false | LifecycleOptions
  /**
   * Pace of snapshot notifications. `'frame'`: the first change at once, the rest of that frame together at the next one;
   * `'sync'`: each; `{ throttleMs }`: at most one in that time. Changes of `readyState` are always told at once.
   *
   * @default 'frame'
   */
  notify?: NotifyMode
  // What comes in and goes out follows from the codec alone: inferred from these too, an inline message would widen its literals.
  /** How the server speaks of topics, for `channel()` and `useChannel`. */
  channels?: NoInfer<ChannelProtocol<In, Out>>
  /** How requests and replies carry their id, for `request()`; see `jsonRpc()`. */
  requests?: NoInfer<RequestProtocol<In, Out>>
}
