import type { ConnectionError } from './errors'
import type { ConnectionOptions } from './option-types'
import type { Phase, ReadyState } from './ready-state'

/** Ends a subscription. Idempotent. */
export type Unsubscribe = () => void

/**
 * The platform's own types where its type library is loaded, a structural stand-in elsewhere, so that the declarations
 * also compile without the DOM library.
 */
type PlatformType<Name extends string, Fallback> = typeof globalThis extends {
  [K in Name]: { prototype: infer E }
}
  ? E
  : Fallback

export type EventLike = PlatformType<'Event', { readonly type: string }>
export type MessageEventLike = PlatformType<'MessageEvent', { readonly type: string; readonly data: unknown }>
export type URLLike = PlatformType<'URL', { readonly href: string }>
export type AbortSignalLike = PlatformType<'AbortSignal', { readonly aborted: boolean; readonly reason?: unknown }>

/** What goes over the wire: text or binary (WHATWG WebSockets §3.1 `send()`). */
export type WireData = string | ArrayBufferLike | ArrayBufferView | BlobLike

/** The part of `Blob` that matters here, so that the DOM library is not needed. */
export interface BlobLike {
  readonly size: number
  readonly type: string
  arrayBuffer(): Promise<ArrayBuffer>
}

/** What the default (raw) codec hands out: text frames as strings, binary frames as `ArrayBuffer` (or `Blob`, see `binaryType`). */
export type RawIncoming = string | ArrayBuffer

/** One socket, whoever made it: the browser, `ws`, WebSocket-Node, a mock, or your own transport. */
export interface WebSocketLike {
  readonly readyState: number
  readonly bufferedAmount?: number | undefined
  readonly protocol?: string | undefined
  /** A string by the standard; WebSocket-Node has a list. */
  readonly extensions?: unknown
  readonly url?: string | undefined
  binaryType?: string
  send(data: never): void
  close(code?: number, reason?: string): void
  /** Preferred where present; otherwise the `on…` properties are assigned. */
  addEventListener?(type: never, listener: never, ...rest: never[]): void
  removeEventListener?(type: never, listener: never, ...rest: never[]): void
}

export type WebSocketConstructor = new (url: string, protocols?: string | string[]) => WebSocketLike

/** How a socket ended (WHATWG WebSockets §6 `CloseEvent`, RFC 6455 §7.4). */
export interface CloseInfo {
  readonly code: number
  readonly reason: string
  readonly wasClean: boolean
}

export interface AttemptContext {
  /** Dials since the connection was last stable, 0-based. */
  readonly attempt: number
  readonly lastClose: CloseInfo | null
  /** Aborted when the attempt is given up: demand gone, timeout, `disconnect()`. */
  readonly signal: AbortSignalLike
}

type MaybePromise<T> = T | Promise<T>

/** A function is called once for each attempt, so that a token can be fresh each time. */
export type ConnectionUrl = string | URLLike | ((context: AttemptContext) => MaybePromise<string | URLLike>)

export type ConnectionProtocols = string | string[] | ((context: AttemptContext) => MaybePromise<string | string[]>)

/**
 * `'sent'`: handed to the open socket. `'queued'`: waits for the next open. `'dropped'`: will never be sent; also
 * reported through `on('drop')`.
 */
export type SendResult = 'sent' | 'queued' | 'dropped'

/** Value <-> wire data. Either function may throw: encoding errors reach the caller, decoding errors `on('error')`. */
export interface Codec<In, Out> {
  /** Tells codecs apart when two callers of a shared connection disagree. */
  readonly name?: string
  encode(message: Out): WireData
  decode(data: unknown): In
}

export type DropReason =
  /** The send queue was full. */
  | 'overflow'
  /** The message waited longer than `queue.ttlMs`. */
  | 'expired'
  /** The connection is closed for good, was disconnected, or nobody wanted it any more. */
  | 'closed'
  /** `queue: false` and the socket is not open. */
  | 'not-open'
  /** It waited for the socket, which then would not take such data. */
  | 'refused'

export interface DroppedMessage<Out = unknown> {
  readonly message: Out
  readonly reason: DropReason
}

/** The latest state. Lossy by design: use `onMessage` for a stream. */
export interface ConnectionSnapshot<In = unknown> {
  readonly readyState: ReadyState
  readonly phase: Phase
  /** Of the current or last socket, as dialled; null before the first dial. */
  readonly url: string | null
  /** The subprotocol the server chose, or `''`. */
  readonly protocol: string
  readonly extensions: string
  /** Dials since the connection was last stable, 0-based; while waiting, the number of the coming dial. */
  readonly attempt: number
  /** Epoch ms of the next dial while waiting. */
  readonly retryAt: number | null
  readonly lastClose: CloseInfo | null
  /** Cleared by the next successful open. */
  readonly error: ConnectionError | null
  /** The latest decoded message. */
  readonly data: In | undefined
  readonly lastMessage: MessageEventLike | null
  /** Messages that wait for OPEN. */
  readonly queued: number
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

/** A long-lived logical connection that spans many sockets and many components. */
export interface Connection<In = RawIncoming, Out = WireData> {
  /** The sharing key, or a label made from the url. Never shows a query string, user info or protocol. */
  readonly key: string
  /** Immutable; the same reference until a notification. */
  getSnapshot(): ConnectionSnapshot<In>
  /** Told when the snapshot changed; coalesced, see `notify`. Does not dial. */
  subscribe(listener: () => void): Unsubscribe
  /** Every message, in order, exactly once. Does not dial. */
  onMessage(listener: MessageListener<In>): Unsubscribe
  /**
   * `ready` comes right before `open`: what is sent there goes out before everybody else's messages. `open` and `close` come in pairs, once for each socket that became usable; `state` on every change of phase, never
   * coalesced; `error` on every failure, fatal or not; `drop` for each message that will never be sent.
   */
  on<K extends keyof ConnectionListeners<In, Out>>(type: K, listener: ConnectionListeners<In, Out>[K]): Unsubscribe
  /** Takes demand: the connection dials while at least one is held. The returned release is idempotent. */
  retain(): () => void
  /** Demand of its own, until `disconnect()`. While waiting for a retry: retries now. */
  connect(): void
  /**
   * Stays closed until `connect()` or `reconnect()`, whoever holds demand.
   *
   * @param code 1000 or 3000..4999 (RFC 6455 §7.4.2). @default 1000
   * @param reason At most 123 bytes of UTF-8 (RFC 6455 §5.5).
   * @throws ConnectionError `invalid-close` for any other code or a longer reason.
   */
  disconnect(code?: number, reason?: string): void
  /** Replaces the socket now, cancelling any backoff. Takes demand like `connect()` only when nobody else holds any. */
  reconnect(): void
  /**
   * Never throws for network reasons.
   *
   * @param options `queue: false`: on the open socket now, whatever its buffer holds, or not at all.
   * @throws ConnectionError `encode-failed` when the codec cannot encode the message.
   */
  send(message: Out, options?: { readonly queue?: boolean }): SendResult
  /**
   * What waits in the send queue at this moment, oldest first: a copy. `queued` of the snapshot is its length as last
   * published, which may be a notification behind.
   */
  readonly queuedMessages: readonly Out[]
  /** Bytes handed to the socket and not yet on the wire. */
  readonly bufferedAmount: number
  /** The live native socket, for what is not wrapped here. Null when there is none. */
  readonly socket: WebSocketLike | null
  /** The event that opened the current socket; null while not open. */
  readonly openEvent: EventLike | null
  /** As given when it was created. May hold secrets. */
  readonly options: ConnectionOptions<In, Out>
  /** How snapshot notifications are paced, as configured. */
  readonly notify: NotifyMode
  /** Closes for good and frees everything. Idempotent. */
  dispose(): void
}

export type NotifyMode = 'frame' | 'sync' | { readonly throttleMs: number }

/** Options of one subscriber; they never conflict between those who share a connection. */
export interface SubscriberOptions<In, Selected = In> {
  /** False: no demand, and the subscriber reports UNINSTANTIATED. @default true */
  enabled?: boolean
  /** Only messages that pass become `data` and reach `onMessage`. */
  filter?(message: In): boolean
  /** What `data` is made of. */
  select?(message: In): Selected
  /** Also called for one that joins an open connection, with `isLateJoin`. */
  onOpen?(event: EventLike, info: OpenInfo): void
  onMessage?(message: In, event: MessageEventLike): void
  onClose?(close: CloseInfo, event: EventLike | null): void
  onError?(error: ConnectionError): void
}

export interface OpenInfo {
  readonly isReconnect: boolean
  readonly isLateJoin: boolean
}
