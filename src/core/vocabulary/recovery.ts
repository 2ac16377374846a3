import type { ChannelStatus } from './channel-status'
import type { AbortSignalLike, CloseInfo, MessageEventLike } from './wire'

/** `fresh`: the channel started new. `resumed`: it continued without loss. `gap`: messages were lost. */
export type RecoveryVerdict = 'fresh' | 'resumed' | 'gap'

export interface LoadContext<Position = unknown> {
  readonly reason: 'fresh' | 'gap'
  /** The last position that the subscribers have, for a server that can send what follows it; undefined when there is none. */
  readonly position: Position | undefined
  /** Aborts when the result is no longer needed: the channel ended, the socket was lost, or the time is over. */
  readonly signal: AbortSignalLike
}

export interface LoadResult<In, Position> {
  /** Delivered before all live messages. */
  readonly messages: readonly In[]
  /** The position of this state. @default the last `positionOf` of its messages */
  readonly position?: Position | undefined
}

export interface RecoveryOptions<In, Position> {
  /** What the server says about the position that it was given; undefined when it does not say. Called with the ack. */
  verdictOf?(ack: In): RecoveryVerdict | undefined
  /**
   * Whether messages are missing between two positions. The channel is then loaded again or, without `load`, subscribed again
   * from the last position.
   */
  isGap?(position: Position, previous: Position): boolean
  /**
   * Loads the state of a channel that is `fresh` or has a `gap`. Live messages wait meanwhile, at most 1000, and follow, except
   * those that the loaded position covers. A failure is retried as `retry` says. `subscribeTimeoutMs` limits it.
   */
  load?(key: string, context: LoadContext<Position>): Promise<LoadResult<In, Position>>
  /**
   * Whether a position is later than another one. A message that is not later than the one before it is a duplicate.
   *
   * @default `loaded < position` for numbers, bigints, and strings of the same length; other positions are not compared
   */
  isAfter?(position: Position, loaded: Position): boolean
}

/** Made by `recovery()`, and opaque. It carries the code, so that programs without it do not load that. */
export interface Recovery<In = unknown, Position = unknown> {
  // Untyped, so that what `load` returns does not have to repeat the types of all messages.
  readonly options: object
  attach(topic: RecoveredTopic<Position>, hub: RecoveryHost<In, Position>): TopicRecovery<In>
}

/** What a recovery sees of a topic. */
export interface RecoveredTopic<Position> {
  readonly key: string
  /** How far its subscription is. */
  readonly step: 0 | 1 | 2 | 3 | 4 | 5
  readonly holders: number
  /** The message that confirmed the subscription. */
  readonly ack: unknown
  /** The last position that subscribers know. */
  position: Position | undefined
  /** The position was set to an earlier one, so everything after it comes again with the next subscription. */
  isRewound?: boolean | undefined
  /** Failures since the channel was last subscribed and loaded. */
  failures: number
  readonly latest: { readonly status: ChannelStatus; readonly error: unknown; readonly recovery: RecoveryVerdict | null }
  emit(type: 'recovery', verdict: RecoveryVerdict): void
  /** Cancels the pending timeout or retry. */
  cancelTimer: (() => void) | undefined
}

/** What a recovery does with a topic. */
export interface RecoveryHost<In, Position> {
  readonly connection: { getSnapshot(): { readonly phase: string } }
  /** Options are live: read for each use. */
  rules(): {
    readonly recovery?: Recovery<In, Position>
    readonly subscribeTimeoutMs?: number
    readonly retry?: boolean | ((attempt: number, lastClose: CloseInfo | null) => number | undefined)
    positionOf?(message: In): Position | null | undefined
  }
  /** Delivers to the subscribers. A position of undefined keeps the last one. */
  deliver(topic: RecoveredTopic<Position>, message: In, event: MessageEventLike, position: Position | null | undefined): void
  show(topic: RecoveredTopic<Position>, status: ChannelStatus, error?: unknown, recovery?: RecoveryVerdict | null): void
  restart(topic: RecoveredTopic<Position>): void
  /** Shows the error, and runs `again` after the backoff. Returns false when there is no retry. */
  fail(topic: RecoveredTopic<Position>, error: unknown, step: RecoveredTopic<Position>['step'], again: () => void): boolean
}

/** The recovery of one topic. */
export interface TopicRecovery<In> {
  /** The subscription is confirmed. It continues from the position of the topic. */
  subscribed(): void
  take(message: In, event: MessageEventLike): void
  /** The subscription ends. Called while the topic is still subscribed. */
  reset(): void
}
