import type { MessageHistory } from '../../connection/history'
import { Listeners } from '../../connection/listeners'
import { readQuietly } from '../../connection/unheard-failures'
import { systemClock } from '../../platform/clock'
import type { ChannelSnapshot, ChannelStatus } from '../../vocabulary/channel'
import type { ConnectionSnapshot } from '../../vocabulary/events'
import type { RecoveryVerdict, TopicRecovery } from '../../vocabulary/recovery'
import type { MessageEventLike } from '../../vocabulary/wire'

export const IDLE_CHANNEL: ChannelSnapshot<never> = { status: 'idle', recovery: null, data: undefined, lastMessage: null, error: null }

/** A channel that is in use, and whose subscribe message was not sent yet. */
export const WANTED_CHANNEL: ChannelSnapshot<never> = { ...IDLE_CHANNEL, status: 'subscribing' }

/** The status and error of a channel while its connection is not open. Nothing is pending on one that has closed for good. */
export const pendingOn = (state: ConnectionSnapshot): [status: ChannelStatus, error: unknown] =>
  state.phase === 'closed' ? ['error', readQuietly(() => state.error)] : ['subscribing', null]

// How far the subscription of a topic is on the open socket. Single constants, which bundlers replace by their values.

/** `subscribe` is called as soon as the socket is open. */
export const DUE = 0
/** `subscribe` was called, and nothing was sent. */
export const PREPARING = 1
/** At least one message was sent, and the server may know the subscription. Also after the confirmation did not come in time. */
export const SENT = 2
/** Refused. The server does not know the subscription. */
export const FAILED = 3
export const SUBSCRIBED = 4
/** The server ended it. Not subscribed again on the next open either. */
export const ENDED = 5

export type Step = typeof DUE | typeof PREPARING | typeof SENT | typeof FAILED | typeof SUBSCRIBED | typeof ENDED

export interface TopicListeners<In> {
  message(message: In, event: MessageEventLike): void
  recovery(verdict: RecoveryVerdict): void
  change(): void
  /** Never emitted: for holders that do not listen. */
  held(): void
}

/** What all holders of one key share. */
export class Topic<In> extends Listeners<TopicListeners<In>> {
  declare readonly key: string
  holders = 0
  declare cancelLinger: (() => void) | undefined
  /** Cancels the timeout of the subscription, or its retry. */
  declare cancelTimer: (() => void) | undefined
  declare position: unknown
  /** The position was set to an earlier one than that of the last message. */
  declare isRewound: boolean | undefined
  kept: MessageHistory<In> | null = null
  step: Step = DUE
  /** Aborts the call of `subscribe` that the subscription comes from. */
  declare controller: AbortController | undefined
  /** The topics that the messages of this call subscribe, without those that do not need them any more. */
  declare group: Set<Topic<In>> | undefined
  /** Failures since the channel was last subscribed. */
  failures = 0
  /** The message that confirmed the subscription on this socket. */
  declare ack: In | undefined
  /** Nobody uses it, and its `unsubscribe` waits for the ack. */
  declare isEnding: boolean
  declare recovery: TopicRecovery<In> | undefined
  declare latest: ChannelSnapshot<In>
  /** The snapshot of the last notification: all subscribers see the same one until the next. */
  declare published: ChannelSnapshot<In>

  constructor(key: string, position: unknown, [status, error]: ReturnType<typeof pendingOn>) {
    super(systemClock.reportError)
    this.key = key
    this.position = position
    this.latest = this.published = { ...WANTED_CHANNEL, status, error }
  }

  read(): ChannelSnapshot<In> {
    if (this.size('change') === 0) this.published = this.latest
    return this.published
  }
}
