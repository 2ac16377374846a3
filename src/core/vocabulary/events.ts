import type { ConnectionError } from './errors'
import type { Phase, ReadyState } from './ready-state'
import type { AbortSignalLike, CloseInfo, EventLike, MessageEventLike, URLLike, Unsubscribe } from './wire'

/** What a url or protocols function receives. */
export interface AttemptContext {
  /** Number of connection attempts since the last stable connection, 0-based. */
  readonly attempt: number
  readonly lastClose: CloseInfo | null
  /** Aborts when the attempt ends early: the last release, a timeout, `disconnect()`. */
  readonly signal: AbortSignalLike
}

type MaybePromise<T> = T | Promise<T>

/** A function is called once for each attempt, so that it can return a fresh token each time. */
export type ConnectionUrl = string | URLLike | ((context: AttemptContext) => MaybePromise<string | URLLike>)

export type ConnectionProtocols = string | string[] | ((context: AttemptContext) => MaybePromise<string | string[]>)

/** How often snapshot notifications are emitted; see the `notify` option. */
export type NotifyMode = 'frame' | 'sync' | { readonly throttleMs: number }

/**
 * `'sent'`: passed to the open socket. `'queued'`: waits for the next open. `'dropped'`: will never be sent; also
 * reported through `on('drop')`.
 */
export type SendResult = 'sent' | 'queued' | 'dropped'

export type DropReason =
  /** The send queue was full. */
  | 'overflow'
  /** The message waited longer than `queue.ttlMs`. */
  | 'expired'
  /** The connection closed for good, was disconnected, or nothing has wanted it for `lingerMs`. */
  | 'closed'
  /** `queue: false` and the socket is not open. */
  | 'not-open'
  /** It could not be encoded, or the socket refused it, when the queue was flushed. */
  | 'refused'
  /** `clearQueue()` removed it. */
  | 'cleared'

export interface DroppedMessage<Out = unknown> {
  readonly message: Out
  readonly reason: DropReason
  /** Why it was `'refused'`. */
  readonly error?: unknown
}

export interface SendOptions<Out = unknown> {
  /** False: sends on the open socket now, whatever its buffer holds, or not at all. @default true */
  readonly queue?: boolean
  /**
   * Called right before the message goes to the socket, now or from the queue; its result is sent instead. For ids and times
   * that follow the order on the wire. What it throws drops the message: `send()` throws it, or `drop` has it as `error`.
   */
  stamp?(message: Out): Out
}

/** The latest state. It may skip values: use `onMessage` for a stream. */
export interface ConnectionSnapshot<In = unknown> {
  readonly readyState: ReadyState
  readonly phase: Phase
  /** URL of the current or last socket; null before the first dial. */
  readonly url: string | null
  /** The subprotocol that the server chose, or `''`. */
  readonly protocol: string
  readonly extensions: string
  /** Number of connection attempts since the last stable connection, 0-based; while waiting, the number of the next attempt. */
  readonly attempt: number
  /** Time of the next attempt while waiting, in whole milliseconds since 1970; null otherwise. */
  readonly retryAt: number | null
  /** How the last socket ended; null before that. */
  readonly lastClose: CloseInfo | null
  /** The latest failure; the next successful open clears it. */
  readonly error: ConnectionError | null
  /** The latest decoded message. */
  readonly data: In | undefined
  readonly lastMessage: MessageEventLike | null
  /** Number of messages that wait for the socket to open. */
  readonly queued: number
  /** Time from the last answered ping to its pong, in milliseconds; null before the first one. Needs `heartbeat.isPong`. */
  readonly latencyMs: number | null
}

/** A message that the `history` option of a connection or of `channels` keeps. */
export interface KeptMessage<In> {
  readonly message: In
  readonly event: MessageEventLike
  /** When it arrived, in milliseconds since 1970. */
  readonly at: number
}

// Declared as methods, so that a listener may name the platform's narrower event types in its parameters.
interface Listeners<In, Out> {
  message(message: In, event: MessageEventLike): void
  ready(): void
  open(event: EventLike, info: { readonly isReconnect: boolean }): void
  close(close: CloseInfo, event: EventLike | null): void
  error(error: ConnectionError): void
  state(snapshot: ConnectionSnapshot<In>, previous: ConnectionSnapshot<In>): void
  drop(dropped: DroppedMessage<Out>): void
}

/** Listener signatures of `Connection.on`. */
export type ConnectionListeners<In, Out> = Omit<Listeners<In, Out>, 'message'>
export type MessageListener<In> = Listeners<In, never>['message']

/** Subscribes to one type of event. */
export type AddListener<In, Out> = <K extends keyof ConnectionListeners<In, Out>>(
  type: K,
  listener: ConnectionListeners<In, Out>[K],
) => Unsubscribe
