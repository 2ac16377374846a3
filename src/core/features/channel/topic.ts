import type { MessageHistory } from '../../connection/history'
import { readQuietly } from '../../connection/unheard-failures'
import { systemClock } from '../../platform/clock'
import { createEmitter } from '../../reactive/emitter'
import type { ChannelSnapshot } from '../../vocabulary/channel'
import type { ConnectionSnapshot } from '../../vocabulary/events'
import type { RecoveryVerdict, TopicRecovery } from '../../vocabulary/recovery'
import type { MessageEventLike } from '../../vocabulary/wire'
import type { Attempt } from './attempt'

export const IDLE_CHANNEL: ChannelSnapshot<never> = { status: 'idle', recovery: null, data: undefined, lastMessage: null, error: null }

/** A channel that is in use, and whose subscribe message was not sent yet. */
export const WANTED_CHANNEL: ChannelSnapshot<never> = { ...IDLE_CHANNEL, status: 'subscribing' }

type Pending = Pick<ChannelSnapshot<never>, 'status' | 'error'>

/** The status of a channel while its connection is not open. Nothing is pending on one that has closed for good. */
export function pendingOn(state: ConnectionSnapshot | undefined): Pending {
  if (state?.phase !== 'closed') return { status: 'subscribing', error: null }
  return { status: 'error', error: readQuietly(() => state.error) }
}

// How far the subscription of a topic is on the open socket. Single constants, which bundlers replace by their values.

/** Nothing was done. */
export const DUE = 0
/** `subscribe` was called, and nothing was sent. */
export const PREPARING = 1
/** At least one message was sent, and the server may know the subscription. */
export const SENT = 2
export const SUBSCRIBED = 3
/** Refused or ended. The server does not know the subscription. */
export const OVER = 4

export type Step = typeof DUE | typeof PREPARING | typeof SENT | typeof SUBSCRIBED | typeof OVER

/** What all holders of one key share. */
export class Topic<In> {
  readonly key: string
  readonly messages = createEmitter<[In, MessageEventLike]>(systemClock.reportError)
  readonly recoveries = createEmitter<[RecoveryVerdict]>(systemClock.reportError)
  readonly changes = createEmitter<[]>(systemClock.reportError)
  holders = 0
  cancelLinger = () => {}
  /** Cancels the timeout of the subscription, or its retry. */
  cancelTimer = () => {}
  position: unknown
  /** The position that the subscription continues from. */
  given: unknown
  kept: MessageHistory<In> | null = null
  step: Step = DUE
  attempt: Attempt | null = null
  /** Failures since the channel was last subscribed. */
  failures = 0
  /** The message that confirmed the subscription. */
  ack: In | undefined
  /** Nobody uses it, and its `unsubscribe` waits for the ack. */
  isEnding = false
  recovery: TopicRecovery<In> | null = null
  latest: ChannelSnapshot<In>
  /** The snapshot of the last notification: all subscribers see the same one until the next. */
  published: ChannelSnapshot<In>

  constructor(key: string, position: unknown, pending: Pending) {
    this.key = key
    this.position = position
    this.latest = this.published = { ...WANTED_CHANNEL, ...pending }
  }

  get isSubscribed(): boolean {
    return this.step === SUBSCRIBED
  }

  read(): ChannelSnapshot<In> {
    return this.changes.size() > 0 ? this.published : this.latest
  }

  subscribe(listener: () => void): () => void {
    this.published = this.read()
    return this.changes.add(listener)
  }
}
