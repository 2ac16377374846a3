import type { AddListener, ConnectionSnapshot, ConnectionUrl, KeptMessage, MessageListener, NotifyMode, SendResult } from './events'
import type { ConnectionOptions } from './options'
import type { EventLike, RawIncoming, Unsubscribe, WebSocketLike, WireData } from './wire'

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
   * @param options `queue: false`: sends on the open socket now, whatever its buffer holds, or not at all.
   * @throws ConnectionError `encode-failed` when the codec cannot encode the message.
   */
  send(message: Out, options?: { readonly queue?: boolean }): SendResult
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
