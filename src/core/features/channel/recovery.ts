import { systemClock } from '../../platform/clock'
import { tryTo } from '../../policy/try-to'
import { failure } from '../../vocabulary/errors'
import type {
  LoadResult,
  RecoveredTopic,
  Recovery,
  RecoveryHost,
  RecoveryOptions,
  RecoveryVerdict,
  TopicRecovery,
} from '../../vocabulary/recovery'
import type { MessageEventLike } from '../../vocabulary/wire'
import { DEFAULT_TIMEOUT_MS, retryDelayMs } from './protocol'
import { SUBSCRIBED } from './topic'

const MAX_WAITING = 1000

/**
 * What happens after a reconnect, for the `recovery` option of `channels`: whether the subscription continued without loss, and what
 * loads the state when it did not. Duplicates are skipped.
 */
export const recovery = <In, Position = unknown>(options: RecoveryOptions<In, Position>): Recovery<In, Position> => ({
  options,
  attach: (topic, hub) => new RecoveringTopic(topic, hub),
})

/** What is done with a message that arrives now. */
type Mode =
  /** The subscription is not confirmed, or the state is loading: it waits. */
  | 'hold'
  /** It shows whether the subscription continued without loss. */
  | 'judge'
  | 'deliver'
  /** The channel is going to be subscribed again, or has failed. */
  | 'discard'

class RecoveringTopic<In, Position> implements TopicRecovery<In> {
  readonly #topic: RecoveredTopic<Position>
  readonly #hub: RecoveryHost<In, Position>
  #mode: Mode
  #held: [In, MessageEventLike][] = []
  /** Held messages may be those of a subscription before, on the same socket. */
  #isStale = false
  /** Held messages were lost before the subscription was confirmed. */
  #hasLost = false
  /** The next message starts new: what came before it is not known. */
  #isBase = true
  /** Loads and subscriptions because of a gap, since a message followed the one before it. */
  #tries = 0
  /** The load that is running. */
  #load: AbortController | null = null

  constructor(topic: RecoveredTopic<Position>, hub: RecoveryHost<In, Position>) {
    this.#topic = topic
    this.#hub = hub
    // The option may appear later than the subscription.
    this.#mode = this.#isSubscribed() ? 'deliver' : 'hold'
  }

  subscribed(): void {
    const { verdictOf, load } = this.#options()
    const { ack, position } = this.#topic
    let verdict: RecoveryVerdict | undefined = position == null ? 'fresh' : this.#hasLost ? 'gap' : undefined
    if (!verdict && ack !== undefined && verdictOf) verdict = this.#evaluate(() => verdictOf(ack as In))
    // The server does not say it, so the state is loaded.
    if (!verdict && load) verdict = 'gap'
    this.#showVerdict(verdict)
    this.#isBase = verdict !== 'resumed'
    // After a step back the server sends them again.
    if (this.#isStale && (this.#topic.isRewound || (verdict && verdict !== 'resumed'))) this.#held = []
    this.#topic.isRewound = false
    if (load && verdict && verdict !== 'resumed') this.#startLoad(verdict)
    else this.#releaseHeld(verdict ? 'deliver' : 'judge')
  }

  take(message: In, event: MessageEventLike): void {
    if (this.#mode === 'hold') this.#hold(message, event)
    else if (this.#mode !== 'discard') this.#judge(message, event)
  }

  reset(): void {
    this.#mode = 'hold'
    // Messages of the subscription may still arrive.
    this.#isStale = this.#isSubscribed() && this.#hub.connection.getSnapshot().phase === 'open'
    // Only a subscription because of a gap counts as a try.
    if (!this.#isStale || this.#options().load) this.#tries = 0
    this.#held = []
    this.#hasLost = false
    this.#load?.abort()
    this.#load = null
  }

  #isSubscribed(): boolean {
    return this.#topic.step === SUBSCRIBED
  }

  #showVerdict(verdict: RecoveryVerdict | undefined): void {
    const topic = this.#topic
    this.#hub.show(topic, topic.latest.status, topic.latest.error, verdict ?? null)
    if (verdict) topic.emit('recovery', verdict)
  }

  /** Live, like all options. */
  #options(): RecoveryOptions<In, Position> {
    return this.#hub.rules().recovery?.options ?? {}
  }

  #evaluate<T>(run: () => T): T | undefined {
    let result: T | undefined
    tryTo(() => (result = run()), systemClock.reportError)
    return result
  }

  #hold(message: In, event: MessageEventLike): void {
    if (this.#held.push([message, event]) <= MAX_WAITING) return
    this.#held = []
    if (this.#isSubscribed()) this.#startLoad('gap')
    else this.#hasLost = true
  }

  #judge(message: In, event: MessageEventLike): void {
    const hub = this.#hub
    const topic = this.#topic
    const { isGap, isAfter } = this.#options()
    const position = this.#evaluate(() => hub.rules().positionOf?.(message))
    const previous = topic.position
    if (position != null && previous !== undefined) {
      const hasGap = () => this.#evaluate(() => isGap?.(position, previous)) === true
      // Those that the server sends again may follow it.
      if (this.#isStale && hasGap()) return
      if (this.#mode === 'judge' && isGap) {
        this.#mode = 'deliver'
        this.#isBase = hasGap()
        this.#showVerdict(this.#isBase ? 'gap' : 'resumed')
      }
      if (!this.#isBase) {
        if (this.#evaluate(() => isCovered(position, previous, isAfter))) return
        if (hasGap()) return this.#startOver(message, event)
      }
    }
    if (!this.#isBase || previous === undefined) this.#tries = 0
    if (position != null) this.#isBase = false
    hub.deliver(topic, message, event, position)
  }

  /** Messages are missing before this one. */
  #startOver(message: In, event: MessageEventLike): void {
    const hub = this.#hub
    const topic = this.#topic
    this.#showVerdict('gap')
    if (this.#options().load) {
      this.#held.push([message, event])
      return this.#startLoad('gap')
    }
    this.#mode = 'discard'
    hub.show(topic, 'subscribing')
    this.#afterBackoff(() => hub.restart(topic))
  }

  /** Not at once when the try before it did not help. */
  #afterBackoff(run: () => void): void {
    const topic = this.#topic
    topic.cancelTimer?.()
    if (this.#tries++ === 0) run()
    else topic.cancelTimer = systemClock.setTimer(run, retryDelayMs(this.#hub.rules(), this.#tries - 2))
  }

  #startLoad(reason: 'fresh' | 'gap'): void {
    this.#mode = 'hold'
    this.#isStale = false
    this.#load?.abort()
    this.#load = null
    this.#hub.show(this.#topic, 'loading')
    this.#afterBackoff(() => this.#runLoad(reason))
  }

  #runLoad(reason: 'fresh' | 'gap'): void {
    const topic = this.#topic
    const hub = this.#hub
    const { load } = this.#options()
    const controller = (this.#load = new AbortController())
    const isCurrent = () => this.#load === controller

    const fail = (error: unknown) => {
      if (!isCurrent()) return
      this.#load = null
      controller.abort()
      // The next user of a channel that lingers subscribes again.
      const again = () => {
        if (topic.holders > 0) this.#runLoad(reason)
      }
      if (hub.fail(topic, error, SUBSCRIBED, again)) return
      this.#mode = 'discard'
      this.#held = []
    }

    hub.show(topic, 'loading')
    topic.cancelTimer = systemClock.setTimer(
      () => fail(failure('subscribe-timeout')),
      hub.rules().subscribeTimeoutMs ?? DEFAULT_TIMEOUT_MS,
    )
    new Promise<LoadResult<In, Position>>((resolve) =>
      resolve(load?.(topic.key, { reason, position: topic.position, signal: controller.signal }) ?? { messages: [] }),
    )
      .then((result) => isCurrent() && this.#loaded(result))
      .catch(fail)
  }

  #loaded(result: LoadResult<In, Position>): void {
    const topic = this.#topic
    const hub = this.#hub
    let position: Position | null | undefined
    for (const message of result.messages) position = this.#evaluate(() => hub.rules().positionOf?.(message)) ?? position
    topic.cancelTimer?.()
    topic.failures = 0
    this.#load = null
    const held = this.#held
    for (const message of result.messages) hub.deliver(topic, message, { type: 'message', data: message } as MessageEventLike, undefined)
    // A listener may have ended the socket. The position of before is still right then.
    if (this.#held !== held) return
    topic.position = result.position ?? position ?? undefined
    this.#isBase = false
    this.#releaseHeld('deliver')
  }

  #releaseHeld(mode: Mode): void {
    this.#mode = mode
    const held = this.#held
    const rest: typeof held = (this.#held = [])
    for (const [message, event] of held) {
      tryTo(() => this.take(message, event), systemClock.reportError)
      // It was reset, or there were too many.
      if (this.#held !== rest) return
    }
    this.#isStale = false
    if (this.#mode === mode || this.#mode === 'deliver') this.#hub.show(this.#topic, 'subscribed')
  }
}

/** Whether a message of that position is part of what came before. Positions that cannot be compared are new. */
export function isCovered<Position>(position: Position, by: Position, isAfter: RecoveryOptions<never, Position>['isAfter']): boolean {
  if (isAfter) return !isAfter(position, by)
  const [given, known] = [position as unknown, by as unknown]
  if (typeof given === 'string') return given.length === (known as string).length && given <= (known as string)
  return (typeof given === 'number' || typeof given === 'bigint') && given <= (known as number | bigint)
}
