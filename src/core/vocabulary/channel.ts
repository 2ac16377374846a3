import type { AddListener, KeptMessage, MessageListener, NotifyMode } from './events'
import type { MessageEventLike, Unsubscribe } from './wire'

/** The messages of a channel. Without `positionOf`, so that only that function decides the type of a position. */
export interface ChannelFrames<In, Out, Position> {
  /**
   * The message that subscribes to a channel, sent once on each open, before queued messages.
   *
   * @param position The last value of `positionOf`, or the `position` option of `channel()`.
   */
  subscribe(key: string, position?: Position): Out
  /** The message that ends the subscription, sent after the last release and the linger. Without it nothing is sent. */
  unsubscribe?(key: string): Out
  /** The channel a message belongs to; undefined for none. */
  route(message: In): string | undefined
  /** The channel whose subscription a message confirms. Without it, a channel counts as subscribed when `subscribe` was sent. */
  ackOf?(message: In): string | undefined
  /** The channel that a message refuses or ends, with the server's error. */
  errorOf?(message: In): { readonly key: string; readonly error: unknown } | undefined
}

export interface ChannelPositions<In, Position> {
  /** Number of messages of each channel to keep for components that mount later. They are dropped with the channel. @default 0 */
  history?: number
  /** The position from which a later subscription continues: an offset or id of this message; undefined keeps the last one. */
  positionOf?(message: In): Position | undefined
}

/** How the server's protocol names topics: the connection's `channels` option. */
export interface ChannelProtocol<In = unknown, Out = unknown, Position = unknown>
  extends ChannelFrames<In, Out, Position>,
    ChannelPositions<In, Position> {}

/**
 * `idle`: not in use. `subscribing`: waits for the socket or for the server's confirmation. `subscribed`: confirmed, or
 * sent where the server does not confirm. `error`: the server refused it, the message could not be sent, or the
 * connection has closed for good (also by `disconnect()`); the next open subscribes again.
 */
export type ChannelStatus = 'idle' | 'subscribing' | 'subscribed' | 'error'

export interface ChannelSnapshot<In = unknown> {
  readonly status: ChannelStatus
  /** The channel's latest message. May skip some: use `onMessage` for a stream. */
  readonly data: In | undefined
  readonly lastMessage: MessageEventLike | null
  /**
   * The error from `errorOf`, the one that `subscribe` or the codec threw, or that of the closed connection; null otherwise,
   * and after `disconnect()`.
   */
  readonly error: unknown
}

export interface ChannelOptions<Position = unknown> {
  /** Position of the first subscription; later ones continue from the value of `positionOf`, which decides its type. */
  position?: Position
}

/**
 * A topic on a connection. Each listener and each `retain()` holds it: the first one subscribes at the server, the last
 * release unsubscribes after `lingerMs`. It takes no demand for the connection itself.
 */
export interface Channel<In = unknown> {
  readonly key: string
  readonly notify: NotifyMode
  /** The messages that `channels.history` keeps, oldest first. */
  readonly history: readonly KeptMessage<In>[]
  /** Immutable; the same reference until a notification. */
  getSnapshot(): ChannelSnapshot<In>
  /** Calls `listener` when the snapshot changed; paced by the connection's `notify`. */
  subscribe(listener: () => void): Unsubscribe
  /** Every message of this channel, in order, exactly once. */
  onMessage(listener: MessageListener<In>): Unsubscribe
  /** The events of its connection. Does not hold the channel. */
  readonly on: AddListener<In, never>
  /** Holds the channel without listening. The returned release is idempotent. */
  retain(): Unsubscribe
}
