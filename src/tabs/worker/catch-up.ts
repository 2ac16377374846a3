import { retryDelayMs } from '../../core/features/channel/protocol'
import { systemClock } from '../../core/platform/clock'
import type { ChannelStatus } from '../../core/vocabulary/channel'
import { isFatal } from '../../core/vocabulary/errors'
import type { RecoveredTopic, RecoveryHost, RecoveryVerdict } from '../../core/vocabulary/recovery'
import type { MessageEventLike } from '../../core/vocabulary/wire'
import { recoveryOf, type SharedTopic } from './shared-topic'
import type { Logged } from './topic-log'

/** The recovery of one page on a channel that is subscribed already. */
export interface CatchUp {
  /** What the page needs from it: a state, or null as long as it continues. */
  readonly lacks: 'fresh' | 'gap' | null
  /** Posts the verdict, and loads the state unless it is `resumed`. */
  begin(): void
  take(logged: Logged): void
  /** Nothing is loading, and nothing has failed. */
  isDone(): boolean
  /** The channel has passed the position of the page: nothing is to be skipped any more. */
  isPassed(): boolean
  position(): unknown
  stop(): void
}

export interface CatchUpHost {
  readonly topic: SharedTopic
  readonly position: unknown
  readonly verdict: RecoveryVerdict
  tell(verdict: RecoveryVerdict): void
  /** The page's own status, while it loads. */
  show(status: ChannelStatus, error: unknown, position: unknown): void
  /** @param logged The message of the channel; undefined for one that was loaded. */
  deliver(message: unknown, position: unknown, logged: Logged | undefined): void
}

type Draft = { -readonly [K in keyof RecoveredTopic<unknown>]: RecoveredTopic<unknown>[K] }

/** Runs the `recovery` of the channel for one page, as if the page had subscribed by itself and the server had said `verdict`. */
export function createCatchUp({ topic, position, verdict, tell, show, deliver }: CatchUpHost): CatchUp {
  const events = new WeakMap<MessageEventLike, Logged>()
  let lacks: CatchUp['lacks'] = verdict === 'resumed' ? null : verdict
  let isLoading = false
  let hasPassed = false

  const view: Draft = {
    key: topic.key,
    step: 4,
    holders: 1,
    ack: true,
    position,
    failures: 0,
    latest: { status: 'subscribed', error: null, recovery: null },
    cancelTimer: undefined,
    emit: (_type, next) => tell(next),
  }

  const host: RecoveryHost<unknown, unknown> = {
    connection: topic.connection,
    rules() {
      const rules = topic.rules()
      const { recovery } = rules
      const given = recoveryOf(topic)
      // Without `load` a gap is repaired by a subscription, which belongs to all pages: the channel itself finds it, as it does the gaps
      // of messages of which `latest` then drops some.
      const options = { ...given, verdictOf: () => verdict, isGap: given.load && !rules.latest ? given.isGap : undefined }
      return { ...rules, ...(recovery && { recovery: { ...recovery, options } }) }
    },
    deliver(_view, message, event, at) {
      const logged = events.get(event)
      if (at !== undefined) view.position = at ?? undefined
      if (logged) hasPassed = true
      deliver(message, at, logged)
    },
    show(_view, status, error = null, recovery = view.latest.recovery) {
      view.latest = { status, error, recovery }
      if (status === 'loading') {
        isLoading = true
        lacks ??= 'gap'
      }
      if (!isLoading) return
      isLoading = status !== 'subscribed'
      show(status, error, view.position)
    },
    fail(_view, error, _step, again) {
      view.cancelTimer?.()
      const { retry } = topic.rules()
      const isRetried = retry !== false && !isFatal(error)
      if (isRetried) view.cancelTimer = systemClock.setTimer(again, retryDelayMs(topic.rules(), view.failures++))
      host.show(view, 'error', error)
      return isRetried
    },
    restart() {},
  }

  const recovering = topic.rules().recovery!.attach(view, host)

  return {
    get lacks() {
      return lacks
    },
    begin: () => recovering.subscribed(),
    take(logged) {
      const event = { type: 'message', data: logged.message } as MessageEventLike
      events.set(event, logged)
      recovering.take(logged.message, event)
    },
    isDone: () => !isLoading,
    isPassed: () => !isLoading && hasPassed,
    position: () => view.position,
    stop() {
      view.cancelTimer?.()
      recovering.reset()
    },
  }
}
