import type { ChannelStatus } from '../../core/vocabulary/channel'
import type { RecoveryVerdict } from '../../core/vocabulary/recovery'
import { toSent } from '../protocol/errors'
import type { ReadUpTo } from '../protocol/messages'
import { createCatchUp, type CatchUp } from './catch-up'
import type { Lease } from './lease'
import { isAhead, placeOf } from './place'
import { historyOf, recoveryOf, type SharedTopic } from './shared-topic'
import type { Logged } from './topic-log'

/** One page on one channel: it may join late, miss a part while it sleeps, and need the state again. */
export interface Follower {
  readonly subscription: number
  /**
   * @param after What the page has read; null for a page that has read nothing.
   * @param isFirst The channel was not subscribed before.
   */
  join(position: unknown, after: ReadUpTo | null, isFirst: boolean): void
  deliver(logged: Logged): void
  /** The verdict of the channel itself. */
  judge(verdict: RecoveryVerdict): void
  /** The status of the channel may have changed. */
  show(): void
  /** The page reads again, after a pause in which nothing was posted. */
  unpause(): void
  end(): void
  /** How far the page has read. Null while it needs a state, or does not read. */
  place(): { readonly position: unknown } | null
}

/** @param subscription The page's number for it. */
export function createFollower(page: Lease, subscription: number, topic: SharedTopic): Follower {
  const { log, name } = topic
  /** Number of the last message that was for this page. */
  let given = 0
  /** The position of the page. */
  let own: unknown
  /** The page has no state that continues. It gets one as soon as the channel is subscribed. */
  let lacks: 'fresh' | 'gap' | null = null
  let catching: CatchUp | null = null
  /** The verdict of this page, as long as the channel has no other one. */
  let verdict: RecoveryVerdict | null = null
  /** The last verdict that was posted. */
  let told: RecoveryVerdict | null = null
  /** What the page needs if the channel continues from where the other pages are. Null once something was posted after the verdict. */
  let missing: 'fresh' | 'gap' | null = null
  /** Status, error and verdict of the channel when they were posted. */
  let shown: unknown[] = [null, null, topic.core()?.latest.recovery ?? null]

  const hasLoad = () => Boolean(recoveryOf(topic).load)
  const historyLimit = () => topic.rules().history ?? 0
  const isSubscribed = () => topic.core()?.latest.status === 'subscribed'

  function tell(next: RecoveryVerdict): void {
    verdict = told = next
    page.post({ type: 'recovery', subscription, verdict: next })
  }

  function postStatus(status: ChannelStatus, error: unknown, position: unknown): void {
    page.post({
      type: 'topic',
      subscription,
      status,
      error: error === null ? null : toSent(error),
      verdict: verdict ?? topic.core()?.latest.recovery ?? null,
      history: historyLimit(),
      read: status === 'subscribed' && !lacks ? { upTo: { topic: name, sequence: given }, position: position ?? null } : null,
    })
  }

  function show(isForced = false): void {
    const core = topic.core()
    if (!core || page.isPaused) return
    const { status, error, recovery } = core.latest
    if (catching && !catching.isDone()) {
      // The load of this page counts as long as the channel stays subscribed.
      if (status === 'subscribed') return
      lacks = catching.lacks
      stopCatching()
    }
    if (status === 'subscribed' && lacks) return start(lacks)
    const next = [status, error, recovery]
    const isSame = next.every((each, index) => each === shown[index])
    if (recovery !== shown[2] && missing !== 'gap') verdict = null
    shown = next
    if (status === 'subscribed' && !catching) own = log.position
    if (isForced || !isSame) postStatus(status, error, catching ? catching.position() : own)
  }

  function post(logged: Logged): void {
    const { sequence, message, position, conflated } = logged
    if (position !== undefined) own = position ?? undefined
    missing = null
    page.post({
      type: 'routed',
      subscription,
      readUpTo: { topic: name, sequence },
      position,
      ...(conflated > 0 && { conflated }),
      ...(page.last?.message !== message && { own: { message } }),
    })
  }

  function postLoaded(message: unknown, position: unknown): void {
    missing = null
    page.post({ type: 'routed', subscription, readUpTo: null, position, own: { message } })
  }

  function stopCatching(): void {
    if (catching) own = catching.position()
    catching?.stop()
    catching = null
  }

  /** From here on the page reads by position: what it has is skipped, and the state is loaded unless it has `resumed`. */
  function catchUp(position: unknown, reason: RecoveryVerdict, isSilent = false): CatchUp {
    let isMuted = isSilent
    stopCatching()
    lacks = null
    catching = createCatchUp({
      topic,
      position,
      verdict: reason,
      tell: (next) => isMuted || tell(next),
      show: postStatus,
      deliver(message, at, logged) {
        if (logged) post({ ...logged, position: at })
        else postLoaded(message, at)
      },
    })
    catching.begin()
    isMuted = false
    return catching
  }

  /** Posts a state and what follows it. The channel is subscribed, and has a `load`. */
  function start(reason: 'fresh' | 'gap'): void {
    const state = log.brokenAt > 0 ? log.after(log.brokenAt) : null
    given = log.sequence
    // What the other pages got: the state that was loaded for all, and every later message.
    if (state && state.length > 0) restart(reason, state)
    else catchUp(reason === 'gap' ? own : undefined, reason)
  }

  function restart(reason: 'fresh' | 'gap', messages: readonly Logged[]): void {
    stopCatching()
    lacks = null
    tell(reason)
    missing = reason
    messages.forEach(post)
    show(true)
  }

  /** Continues after the messages that the page has. */
  function resume(missed: readonly Logged[]): void {
    given = log.sequence
    // Without a subscription the verdict of the server is still to come.
    const isSilent = missed.length === 0 && !isSubscribed()
    if (topic.rules().recovery && own !== undefined) {
      const { take } = catchUp(own, 'resumed', isSilent)
      missed.forEach(take)
    } else {
      if (!isSilent) tell('resumed')
      missed.forEach(post)
    }
    show(true)
  }

  function lose(): void {
    given = log.sequence
    if (hasLoad() && isSubscribed()) return start('gap')
    if (hasLoad()) lacks = 'gap'
    missing = 'gap'
    tell('gap')
    show(true)
  }

  /** @param place Number of the last message that the page has. */
  function follow(place: number | null): void {
    const missed = place === null ? null : log.after(place)
    if (!missed) return lose()
    const { brokenAt, isNew } = log
    // At the break it was told that the channel starts new, which a verdict of `resumed` would take back.
    const continuesBreak = place === brokenAt && told !== 'gap' && (brokenAt === 0 || isNew || hasLoad())
    if (place! > brokenAt || continuesBreak) return resume(missed)
    // It has not seen how the channel went on when it started new.
    const since = log.after(brokenAt)
    given = log.sequence
    if (since) restart('gap', since)
    else lose()
  }

  return {
    subscription,
    join(position, after, isFirst) {
      own = position
      // Whether a new subscription continues from a position is the word of the server.
      if (isFirst && after && position === undefined) lose()
      else if (isFirst) show(true)
      else if (after) follow(placeOf(topic, position, after))
      else {
        given = log.sequence
        if (hasLoad()) lacks = 'fresh'
        show(true)
        const history = hasLoad() ? null : historyOf(topic, historyLimit())
        if (history) page.post({ type: 'history', subscription, ...history })
      }
    },
    deliver(logged) {
      if (page.isPaused) return
      given = logged.sequence
      if (catching?.isPassed()) stopCatching()
      if (catching) catching.take(logged)
      else if (!lacks) post(logged)
    },
    judge(next) {
      if (page.isPaused) return
      if (next === 'resumed') {
        if (lacks) start(lacks)
        else if (missing) return hasLoad() ? start(missing) : undefined
        else {
          if (isAhead(topic, own)) catchUp(own, 'resumed', true)
          tell(next)
        }
      } else {
        if (next === 'gap' || missing !== 'gap') tell(next)
        if (catching?.isDone() === false) missing = catching.lacks
        missing = lacks ?? missing
        stopCatching()
        lacks = null
        given = log.sequence
      }
    },
    show: () => show(),
    unpause() {
      // What was loaded meanwhile was not posted.
      const needs = lacks ?? catching?.lacks ?? null
      stopCatching()
      lacks = needs
      if (given < log.brokenAt) lacks = null
      if (lacks || given === log.sequence) show(true)
      else follow(given)
    },
    end: stopCatching,
    place: () => (lacks || page.isPaused || catching?.isDone() === false ? null : { position: catching ? catching.position() : (own ?? log.position) }),
  }
}
