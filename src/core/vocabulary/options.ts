import type { AbortSignalLike, CloseInfo, Unsubscribe, WireData } from './wire'

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
  /** True: a ping is sent only when no frame has arrived for `intervalMs`. @default false */
  idleOnly?: boolean
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

/** What `farewell` can do besides sending. */
export interface FarewellIO<In> {
  /** The next message, or the next one that matches. Rejects when the socket ends. A type predicate decides its type. */
  receive<Matched extends In>(match: (message: In) => message is Matched): Promise<Matched>
  receive(match?: (message: In) => boolean): Promise<In>
  /** Aborts when the socket ends. */
  readonly signal: AbortSignalLike
}

/** What `handshake` can do. Messages that it does not receive go to subscribers, in order: after the open, or at once during a renewal. */
export interface HandshakeIO<In, Out> extends FarewellIO<In> {
  send(message: Out): void
  /** The socket is open already: its credentials are renewed. */
  readonly isRenewal: boolean
}

// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- A function without a return statement returns void.
export type OrVoid<T> = T | void

/** What `handshake` may return. */
export interface HandshakeResult {
  /** Runs the handshake again on the open socket after this time, in milliseconds. @default never */
  readonly renewAfterMs?: number
}
