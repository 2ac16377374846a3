import type { Batch } from './batch'
import type { ChannelStatus } from './channel-status'
import type { AddListener, KeptMessage, MessageListener, NotifyMode } from './events'
import type { Recovery, RecoveryVerdict } from './recovery'
import type { AbortSignalLike, CloseInfo, MessageEventLike, Unsubscribe } from './wire'

export type { ChannelStatus } from './channel-status'

/** One message, several, or nothing to send. */
export type ChannelFrame<Out> = Out | Batch<Out> | undefined

export interface SubscribeContext {
  /** Aborts when the subscription is no longer wanted: the channel ended, or the socket was lost. */
  readonly signal: AbortSignalLike
}

/** The messages of a channel. Without `positionOf`, so that only that function decides the type of a position. */
export interface ChannelFrames<In, Out, Position> {
  /**
   * The message that subscribes to a channel, sent once on each open, before queued messages. Undefined or an empty batch:
   * nothing is sent, and the channel counts as subscribed. A promise of these is awaited; its rejection is shown as the
   * channel's error and retried.
   *
   * @param position The last value of `positionOf`, or the `position` option of `channel()`.
   */
  subscribe(
    key: string,
    position: Position | undefined,
    context: SubscribeContext,
  ): ChannelFrame<Out> | Promise<ChannelFrame<Out>>
  /** Called instead of `subscribe`, with all channels that are due together: on an open, and those first used at the same time. */
  subscribeMany?(
    channels: readonly { readonly key: string; readonly position?: Position }[],
  ): ChannelFrame<Out> | Promise<ChannelFrame<Out>>
  /**
   * The message that ends the subscription, sent after the last release and the linger. Without it nothing is sent. It waits for
   * a pending confirmation.
   *
   * @param ack The message that confirmed the subscription on this socket.
   */
  unsubscribe?(key: string, ack: In | undefined): ChannelFrame<Out>
  /** The channel, or channels, that a message belongs to; undefined for none. */
  route(message: In): string | readonly string[] | undefined
  /** The channel, or channels, that a message confirms. Without it, a channel counts as subscribed when `subscribe` was sent. */
  ackOf?(message: In): string | readonly string[] | undefined
  /** The channel, or channels, that a message refuses or ends, with the server's error. They are subscribed again as `retry` says. */
  errorOf?(message: In): { readonly key: string | readonly string[]; readonly error: unknown } | undefined
  /** The channel that a message ends without an error. It is not subscribed again by itself. */
  endOf?(message: In): string | undefined
  /** What happens after a reconnect, made by `recovery()`. @default the position is passed to `subscribe`, and nothing is checked */
  recovery?: Recovery<In, Position>
  /** Longest time from `subscribe` to its confirmation, and of a `load`. @default 10_000 */
  subscribeTimeoutMs?: number
  /**
   * Whether a channel that failed is subscribed again on the same socket, after a backoff like that of reconnects. A function
   * returns the delay in ms; undefined keeps the backoff. An error whose `fatal` property is true is not retried. With false,
   * the next open subscribes again.
   *
   * @default true
   */
  retry?: boolean | ((attempt: number, lastClose: CloseInfo | null) => number | undefined)
  /** Most messages of `subscribe` and `unsubscribe` in a second, evenly spaced. @default no limit */
  maxPerSecond?: number
}

export interface ChannelPositions<In, Position> {
  /** Number of messages of each channel to keep for components that mount later. They are dropped with the channel. @default 0 */
  history?: number
  /**
   * The position from which a later subscription continues: an offset or id of this message. Undefined keeps the last one, null
   * forgets it.
   */
  positionOf?(message: In): Position | null | undefined
  /**
   * Conflation, for a connection in a worker (`websocket-store/tabs/worker`); other connections ignore it. Names what a message
   * replaces: of all messages of the channel with the same name in one frame (16 ms), each page gets only the latest. `conflated` in the
   * snapshot of the channel counts the others. Undefined: the message is always passed. The order of what is passed does not change.
   *
   * @default every message is passed
   */
  latest?(message: In, channelKey: string): string | undefined
}

/** How the server's protocol names topics: the connection's `channels` option. */
export interface ChannelProtocol<In = unknown, Out = unknown, Position = unknown>
  extends ChannelFrames<In, Out, Position>,
    ChannelPositions<In, Position> {}

export interface ChannelSnapshot<In = unknown> {
  readonly status: ChannelStatus
  /** Whether the subscription continued without loss. Null without the `recovery` option, and while not known. */
  readonly recovery: RecoveryVerdict | null
  /** The channel's latest message. May skip some: use `onMessage` for a stream. */
  readonly data: In | undefined
  readonly lastMessage: MessageEventLike | null
  /**
   * The error from `errorOf`; `subscribe-timeout`; the one that `subscribe`, `load` or the codec failed with; or that of the
   * closed connection. Null otherwise, and after `disconnect()`.
   */
  readonly error: unknown
  /**
   * How many messages were dropped because a newer one of the same key followed in the same frame (`latest` of the channels in a
   * worker). Absent for channels of other connections, and in the results of hooks and composables.
   */
  readonly conflated?: number
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
  /**
   * Calls `listener` each time it is known whether the subscription continued without loss: after each (re)subscription, and
   * when a gap is found later. Needs the `recovery` option.
   */
  onRecovery(listener: (recovery: RecoveryVerdict) => void): Unsubscribe
  /**
   * Subscribes again now, for all its users, also after `ended` or `error`: first `unsubscribe` if it is subscribed. Does
   * nothing while a subscription is pending or the channel is not in use.
   */
  resubscribe(): void
  /** The events of its connection. Does not hold the channel. */
  readonly on: AddListener<In, never>
  /** Holds the channel without listening. The returned release is idempotent. */
  retain(): Unsubscribe
}
