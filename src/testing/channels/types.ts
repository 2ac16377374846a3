import type { RecoveryVerdict } from '../../core/vocabulary/recovery'
import type { ServerConnection } from '../server/types'

export interface ChannelRequest {
  readonly key: string
  /** The position after which the client wants to continue; undefined starts new. */
  readonly position?: number | undefined
}

/** What the server answers to a subscription. */
export interface ChannelAnswer {
  readonly verdict: RecoveryVerdict
  /** Of the last message that was published. 0 before the first. */
  readonly position: number
}

/** How the messages of an application subscribe, and what the server sends. Each function makes or reads one message. */
export interface TestChannelProtocol<Received, Sent, Data> {
  /** What a message subscribes to: one channel, or several. Undefined for every other message. */
  subscribe(message: Received): ChannelRequest | readonly ChannelRequest[] | undefined
  /** The channel that a message leaves. Undefined for every other message. */
  unsubscribe?(message: Received): string | undefined
  /** A message of a channel. */
  message(key: string, position: number, data: Data): Sent
  /** Confirms a subscription. Missed messages follow it. Undefined sends nothing. @default sends nothing */
  confirm?(key: string, answer: ChannelAnswer): Sent | undefined
  /** Refuses a subscription. Needed for `refuse()`. */
  refuse?(key: string, reason: string): Sent
  /** Tells the subscribers that the channel has ended. Needed for `end()`. */
  end?(key: string): Sent
}

export interface TestChannelsOptions {
  /** How many messages of each channel the server keeps, so that subscriptions can continue. @default 1000 */
  keep?: number
}

export interface ChannelMessage<Data> {
  readonly position: number
  readonly data: Data
}

/** The server's side of channels with positions. Subscriptions end with their connection; history stays over a restart. */
export interface TestChannels<Received, Sent, Data> {
  /** Sends a message to all subscribers. Returns its position: 1, 2, 3 and so on in each channel. */
  publish(key: string, data: Data): number
  /** The same, but it never arrives at the present subscribers: the next message shows them a gap. */
  lose(key: string, data: Data): number
  /** Drops the history of a channel, or of all: whoever continues after a position that is not the last one has a gap. */
  forget(key?: string): void
  /** Refuses subscriptions to this channel until `allow()`. */
  refuse(key: string, reason?: string): void
  allow(key: string): void
  /** Ends a channel for all its subscribers. */
  end(key: string): void
  /** What the server still has, oldest first: for the `load` function of `recovery()`. */
  history(key: string): readonly ChannelMessage<Data>[]
  /** Of the last message that was published. 0 before the first. */
  position(key: string): number
  subscribers(key: string): readonly ServerConnection<Received, Sent>[]
  /** Resolves when at least that many connections are subscribed. Rejects after the `waitMs` of the server. @default 1 */
  subscribed(key: string, count?: number): Promise<void>
}
