import type { AddListener, ConnectionProtocols, ConnectionSnapshot, ConnectionUrl, KeptMessage, MessageListener, NotifyMode, SendOptions, SendResult } from './events'
import type { ChannelFrames, ChannelPositions } from './channel'
import type { FarewellIO, HandshakeIO, HandshakeResult, HeartbeatOptions, LifecycleOptions, OrVoid, QueueOptions, ReconnectOptions } from './options'
import type { RequestProtocol } from './request'
import type { Codec, EventLike, RawIncoming, Unsubscribe, WebSocketConstructor, WebSocketLike, WireData } from './wire'

/**
 * Every option is live: the connection reads the value in force whenever it needs one. `url`, static `protocols`, `key`,
 * `registry` and `share` identify a connection, so another value means another connection.
 */
export interface ConnectionOptions<In = RawIncoming, Out = WireData, Position = unknown> {
  /** Sharing key. A url function is shared only when a key is given. @default the normalised url and static protocols */
  key?: string
  /** Offered subprotocols; a function is called once for each attempt. */
  protocols?: ConnectionProtocols
  /**
   * Converts values to wire data and back. A function makes one for each socket, for codecs with state, such as half a
   * message; another function takes effect with the next socket.
   *
   * @default raw: strings and binary as they are
   */
  codec?: Codec<In, Out> | (() => Codec<In, Out>)
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
   *
   * `{ renewAfterMs }`, or `connection.renew()`, runs it again on the open socket while messages flow: a token is renewed
   * without a reconnect. When a renewal fails, the socket is replaced; or closed for good when the error is `fatal`.
   */
  handshake?(io: HandshakeIO<In, Out>): OrVoid<HandshakeResult> | Promise<OrVoid<HandshakeResult>>
  /** Longest time for `handshake`, and for each renewal. @default 10_000 */
  handshakeTimeoutMs?: number
  /**
   * Sends final messages on an open socket before it is closed on purpose: the last release, `disconnect()`, `reconnect()`,
   * `dispose()`, a page that goes to the back-forward cache. Not for a socket that is lost.
   *
   * The close waits for a promise, at most `closeTimeoutMs`, after the last release and `disconnect()`.
   */
  farewell?(send: (message: Out) => void, io: FarewellIO<In>): void | Promise<void>
  /**
   * Runs once for each time the connection becomes wanted, before it dials, however many components share it: for listeners
   * that must exist once.
   *
   * @returns Called when the connection is wanted no more: after the last release and the linger, or by `dispose()`.
   */
  setup?(connection: NoInfer<Connection<In, Out, Position>>): OrVoid<() => void>
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

/** Somebody who names options for a connection. Both fields are read again whenever an option is needed. */
export interface OptionsHolder<In = RawIncoming, Out = WireData> {
  readonly url: ConnectionUrl | null | undefined
  readonly options: ConnectionOptions<In, Out>
}

/** A long-lived logical connection that spans many sockets and many components. */
export interface Connection<In = RawIncoming, Out = WireData, Position = unknown> {
  /** The sharing key, or a label made from the url. Never shows a query string, user info or protocol. */
  readonly key: string
  /** Immutable; the same reference until a notification. */
  getSnapshot(): ConnectionSnapshot<In>
  /** Calls `listener` when the snapshot changed; coalesced, see `notify`. Does not dial. */
  subscribe(listener: () => void): Unsubscribe
  /** Calls `listener` with every message, in order, exactly once. Does not dial. */
  onMessage(listener: MessageListener<In>): Unsubscribe
  /**
   * `ready` comes right before `open`: what is sent there goes out before all other messages. `open` and `close` come in
   * pairs, once for each socket that became usable; `state` on every change of phase, never coalesced; `error` on every
   * failure, fatal or not; `drop` for each message that will never be sent.
   */
  readonly on: AddListener<In, Out>
  /** Takes demand: the connection dials while at least one handle is held. The returned release is idempotent. */
  retain(): () => void
  /** Takes demand until `disconnect()`. While waiting for a retry: retries now. */
  connect(): void
  /**
   * Stays closed until `connect()` or `reconnect()`, also while there is demand.
   *
   * @param code 1000 or 3000..4999 (RFC 6455 §7.4.2). @default 1000
   * @param reason At most 123 bytes of UTF-8 (RFC 6455 §5.5).
   * @throws ConnectionError `invalid-close` for any other code or a longer reason.
   */
  disconnect(code?: number, reason?: string): void
  /** Replaces the socket now and cancels any backoff. Takes demand like `connect()` only when there is none. */
  reconnect(): void
  /**
   * Runs `handshake` again on the open socket, and resolves when it is done: at once while the connection is not open,
   * because the next open runs it anyway. During a renewal it waits for that one.
   *
   * @throws ConnectionError `handshake-failed` when it fails or the socket is lost.
   */
  renew(): Promise<void>
  /**
   * Sends a ping of the `heartbeat` option now. Its next ping is due one interval later. With `intervalMs: Infinity` the program
   * decides when pings are sent. Nothing happens without a heartbeat, and while the connection is not open.
   */
  ping(): void
  /** Replaces the options that the creator of this connection gave. They take effect as each option documents. */
  setOptions(options: ConnectionOptions<In, Out, Position>): void
  /**
   * Adds a holder of options, for bindings to other frameworks. For each option the value of the longest-standing holder
   * that names it is in force. When no holder names an option any more, its last value stays in force.
   *
   * @param isPassive The holder has no demand: its values are used only where no other holder gave one.
   * @returns Removes the holder. Idempotent.
   */
  holdOptions(holder: OptionsHolder<In, Out>, isPassive?: boolean): Unsubscribe
  /** To be called when a holder may name other options than before. */
  optionsChanged(holder: OptionsHolder<In, Out>): void
  /**
   * Never throws for network reasons.
   *
   * @throws ConnectionError `encode-failed` when the codec cannot encode the message.
   */
  send(message: Out, options?: SendOptions<Out>): SendResult
  /**
   * The messages in the send queue now, oldest first: a copy. `queued` of the snapshot is its length as last published,
   * which may be a notification behind.
   */
  readonly queuedMessages: readonly Out[]
  /**
   * Drops queued messages, with `drop` events of reason `'cleared'`.
   *
   * @param predicate Which messages to drop. @default all
   * @returns The number of dropped messages.
   */
  clearQueue(predicate?: (message: Out) => boolean): number
  /** Bytes passed to the socket and not yet on the wire. */
  readonly bufferedAmount: number
  /** The live native socket, for features that are not wrapped here. Null when there is none. */
  readonly socket: WebSocketLike | null
  /** The event that opened the current socket; null while not open. */
  readonly openEvent: EventLike | null
  /** The value of one option in force now; undefined when no holder names it. */
  option<Name extends keyof ConnectionOptions>(name: Name): ConnectionOptions<In, Out, Position>[Name]
  /** All options in force now: a copy. May hold secrets. */
  readonly options: ConnectionOptions<In, Out, Position>
  /** How snapshot notifications are paced now. */
  readonly notify: NotifyMode
  /** The messages that the `history` option keeps, oldest first. */
  readonly history: readonly KeptMessage<In>[]
  /** Closes for good and frees everything. Idempotent. */
  dispose(): void
}
