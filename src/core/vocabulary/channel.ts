import type { AddListener, MessageListener, NotifyMode } from './events'
import type { MessageEventLike, Unsubscribe } from './wire'

/** How the server speaks of topics: told once, in the connection's `channels` option. */
export interface ChannelProtocol<In = unknown, Out = unknown> {
  /**
   * The frame that asks for a channel, sent once on each open before anything queued.
   *
   * @param position What `positionOf` picked last, or the `position` option of `channel()`.
   */
  subscribe(key: string, position?: unknown): Out
  /** The frame that ends it, sent after the last release and the linger. Without it the server is not told. */
  unsubscribe?(key: string): Out
  /** The channel a message belongs to; undefined for none. */
  route(message: In): string | undefined
  /** The channel whose subscription a message confirms. Without it, a channel counts as subscribed when it was asked for. */
  ackOf?(message: In): string | undefined
  /** The channel that a message refuses or ends, with what the server says about it. */
  errorOf?(message: In): { readonly key: string; readonly error: unknown } | undefined
  /** Where a later subscription is to go on: an offset or id of this message; undefined leaves it. */
  positionOf?(message: In): unknown
}

/**
 * `idle`: nobody wants it. `subscribing`: waiting for the socket or the server's word. `subscribed`: confirmed, or asked
 * for where the server does not confirm. `error`: the server refused it, or it could not be asked for; the next open asks again.
 */
export type ChannelStatus = 'idle' | 'subscribing' | 'subscribed' | 'error'

export interface ChannelSnapshot<In = unknown> {
  readonly status: ChannelStatus
  /** The channel's latest message. May skip some: use `onMessage` for a stream. */
  readonly data: In | undefined
  readonly lastMessage: MessageEventLike | null
  /** What `errorOf` said, or what `subscribe` or the codec threw; null otherwise. */
  readonly error: unknown
}

export interface ChannelOptions {
  /** Where the first subscription is to start; later ones go on from what `positionOf` picked. */
  position?: unknown
}

/**
 * A topic on a connection. Whoever listens or retains wants it: the first asks the server for it, the last release ends
 * it after `lingerMs`. It takes no demand for the connection itself.
 */
export interface Channel<In = unknown> {
  readonly key: string
  readonly notify: NotifyMode
  /** Immutable; the same reference until a notification. */
  getSnapshot(): ChannelSnapshot<In>
  /** Told when the snapshot changed; paced by the connection's `notify`. */
  subscribe(listener: () => void): Unsubscribe
  /** Every message of this channel, in order, exactly once. */
  onMessage(listener: MessageListener<In>): Unsubscribe
  /** The events of its connection. Does not want the channel. */
  readonly on: AddListener<In, never>
  /** Wants the channel without listening. The returned release is idempotent. */
  retain(): Unsubscribe
}
