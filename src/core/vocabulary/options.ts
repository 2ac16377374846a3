import type { ChannelFrames, ChannelPositions } from './channel'
import type { ConnectionProtocols, NotifyMode } from './events'
import type { RequestProtocol } from './request'
import type {
  AbortSignalLike,
  CloseInfo,
  Codec,
  RawIncoming,
  Unsubscribe,
  WebSocketConstructor,
  WebSocketLike,
  WireData,
} from './wire'

export interface ReconnectOptions {
  /** Shortest delay before a retry. @default 500; the first retry has none and comes within 1 s */
  minDelayMs?: number
  /** Longest delay of the default formula. @default 30_000 */
  maxDelayMs?: number
  /** Retries in a row without a stable connection; then the connection closes with `attempts-exhausted`. @default Infinity */
  maxAttempts?: number
  /** How long a socket must stay open before the attempt counter resets. @default 10_000 */
  stableAfterMs?: number
  /** Replaces the formula, in ms; undefined keeps it. `attempt` is the number of the attempt that just ended. */
  delay?(attempt: number, lastClose: CloseInfo | null): number | undefined
  /** Replaces the classification of close codes; undefined keeps it. */
  shouldReconnect?(close: CloseInfo, attempt: number): boolean | undefined
  /** Overrides the class of single close codes; undefined keeps the default. */
  classifyClose?(close: CloseInfo): CloseClass | undefined
}

/**
 * What a close code means for the next attempt. `refresh`: once more with a fresh url or token, then fatal. `done`: the
 * connection closes for good, without an error.
 */
export type CloseClass = 'retry' | 'retry-later' | 'refresh' | 'fatal' | 'done'

export interface HeartbeatOptions {
  /** Time between two pings, whether or not the last one was answered. A function is called each time. @default 25_000 */
  intervalMs?: number | (() => number)
  /**
   * Time from the oldest unanswered ping to the next inbound frame of any kind; then the socket is replaced. Infinity never
   * replaces it. A function is called each time. @default 10_000
   */
  timeoutMs?: number | (() => number)
  /**
   * Sent as it is, without the codec. A function is called for each ping; one that throws skips that ping. Null sends
   * nothing: the server's own frames must then arrive within `intervalMs + timeoutMs`.
   *
   * @default 'ping'
   */
  message?: WireData | null | (() => WireData)
  /**
   * Removes the frame from the messages when true. Called with the frame as received and, if that is not a pong, with the
   * decoded message.
   *
   * @default equal to 'pong'
   */
  isPong?(message: unknown): boolean
  /**
   * The answer to a ping of the server, sent without the codec; undefined for any other message. Called with the frame as
   * received and, if that needs no answer, with the decoded message.
   */
  reply?(message: unknown): WireData | undefined
}

export interface QueueOptions {
  /** @default 1000 */
  maxMessages?: number
  /** @default 1_048_576 */
  maxBytes?: number
  /** A message that waits longer is dropped instead of sent. @default Infinity */
  ttlMs?: number
  /** Which message is dropped when the queue is full. @default 'drop-newest' */
  overflow?: 'drop-oldest' | 'drop-newest'
  /**
   * While the socket holds this many unsent bytes, messages wait in this bounded queue instead of the socket's unbounded
   * buffer. @default Infinity
   */
  highWaterMarkBytes?: number
}

/** A change in the environment; see `LifecycleOptions`. */
export type LifecycleSignal = 'online' | 'offline' | 'visible' | 'hidden' | 'frozen' | 'resumed' | 'restored'

export interface LifecycleOptions {
  /**
   * Replaces the browser's own signals (online, visibilitychange, pagehide, pageshow, freeze, resume), for example with
   * React Native's AppState. Called while there is demand; returns a function that stops it.
   */
  source?(emit: (signal: LifecycleSignal) => void): Unsubscribe
}

/** What `handshake` can do before the connection opens. */
export interface HandshakeIO<In, Out> {
  send(message: Out): void
  /** The next message; rejects when the attempt ends early. */
  receive(): Promise<In>
  readonly signal: AbortSignalLike
}

/**
 * Every option is live: the connection reads the value in force whenever it needs one. `url`, static `protocols`, `key`,
 * `registry` and `share` identify a connection, so another value means another connection.
 */
export interface ConnectionOptions<In = RawIncoming, Out = WireData, Position = unknown> {
  /** Sharing key. A url function is shared only when a key is given. @default the normalised url and static protocols */
  key?: string
  /** Offered subprotocols; a function is called once for each attempt. */
  protocols?: ConnectionProtocols
  /** Converts values to wire data and back. @default raw: strings and binary as they are */
  codec?: Codec<In, Out>
  /** Any constructor that behaves like the browser's. Used from the next dial on. @default globalThis.WebSocket */
  WebSocket?: WebSocketConstructor
  /**
   * Creates the socket instead of a constructor. Used from the next dial on.
   *
   * `owner` is the same object for all dials of one connection. A transport that keeps something from one dial to the next,
   * such as the id of the last event, keeps it in a WeakMap by owner: the function itself may be a new one for each dial.
   */
  transport?: (url: string, protocols?: string | string[], owner?: object) => WebSocketLike
  /** Set on each new socket. @default 'arraybuffer' */
  binaryType?: 'arraybuffer' | 'blob'
  /** Longest time for the url function, and again for the dial. @default 10_000 */
  connectTimeoutMs?: number
  /**
   * Runs on each socket before the connection opens, and before anything queued is sent: application-level
   * authentication. A rejection is retried; an error with a true `fatal` property is not.
   */
  handshake?(io: HandshakeIO<In, Out>): void | Promise<void>
  /** @default 10_000 */
  handshakeTimeoutMs?: number
  /** @default true */
  reconnect?: boolean | ReconnectOptions
  /** @default false, because client and server must agree on a ping */
  heartbeat?: false | HeartbeatOptions
  /** What happens to messages that are sent while the socket is not open. @default 1000 messages, 1 MiB, no ttl, 'drop-newest' */
  queue?: false | QueueOptions
  /** How long the socket stays open after the last release. @default 1000 */
  lingerMs?: number
  /** How long to wait for the close handshake before the socket is abandoned. @default 2000 */
  closeTimeoutMs?: number
  /** Signals of the environment; false ignores them. @default the browser's */
  lifecycle?: false | LifecycleOptions
  /**
   * Pace of snapshot notifications. `'frame'`: the first change at once, the rest of that frame together at the next one;
   * `'sync'`: each; `{ throttleMs }`: at most one in that time. Changes of `readyState` are always emitted at once.
   *
   * @default 'frame'
   */
  notify?: NotifyMode
  /** Number of messages kept for components that mount later, as long as the connection lives. @default 0 */
  history?: number
  // Message types come from the codec alone: inferred from these too, an inline message would widen its literals.
  /** How the server's protocol names topics, for `channel()` and `useChannel`. */
  channels?: NoInfer<ChannelFrames<In, Out, Position>> & ChannelPositions<NoInfer<In>, Position>
  /** How requests and replies carry their id, for `request()`; see `jsonRpc()`. */
  requests?: NoInfer<RequestProtocol<In, Out>>
}
