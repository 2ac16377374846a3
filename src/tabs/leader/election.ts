import type { LifecycleSignal } from '../../core/vocabulary/options'
import type { ElectionContext, ElectionDeadline, ElectionDraft, ElectionEvent, ElectionMessage, ElectionState } from './election-types'

/** A deadline that is met this late shows that this tab was slow, not that the leader is silent. */
const LATE_AFTER_MS = 1000

/**
 * The state of one tab in the election after an event. Pure: no clock, no locks, no channel. The runner acts on the difference between
 * the two states.
 *
 * The leader of epoch n holds the lock of n, and no lock is used for two epochs. Followers wait for the lock of n in shared mode: when
 * it is free, the leader is gone, and all of them know at once. A leader that holds its lock but is silent is replaced by a request for
 * the lock of n + 1. The browser gives it to one tab, so no tab ever steals a lock from another that is alive.
 */
export function transition(state: ElectionState, event: ElectionEvent, context: ElectionContext): ElectionState {
  const { id, now, random, settings } = context
  const outgoing: ElectionMessage[] = []
  const next: ElectionDraft = { ...state, deadlines: { ...state.deadlines }, outgoing }
  handle()
  return next

  function handle(): void {
    const { role, epoch } = next
    switch (event.type) {
      case 'start':
        if (role === 'stopped') join()
        return
      case 'stop':
        return leave('stopped')
      case 'signal':
        return signal(event.signal)
      case 'deadline':
        return deadline(event.name)
      case 'message':
        if (role !== 'stopped' && role !== 'away') message(event.message)
        return
      case 'found':
        if (event.lookup === next.lookups) found(event.highest)
        return
      case 'over':
        if (event.epoch !== epoch || !isFollower()) return
        next.isOver = true
        if (role !== 'claiming') stand()
        return
      case 'granted':
        if (role !== 'claiming' || event.epoch !== epoch + 1) return
        if (!next.isOver) next.takeovers++
        next.epoch++
        next.leader = null
        enter('verifying')
        next.lookups++
        return
      case 'refused':
        if (role === 'claiming' && event.epoch === epoch + 1) follow(event.epoch, null)
        return
      case 'lost':
        if (event.epoch === epoch && (role === 'leading' || role === 'verifying')) join()
        return
      case 'proved':
        if (role !== 'leading' || event.epoch !== epoch) return
        next.isProving = false
        if (event.of === 'frame') next.takeovers = 0
        post({ type: 'proof', of: event.of })
    }
  }

  type Content<M = ElectionMessage> = M extends ElectionMessage ? Omit<M, 'from' | 'epoch'> : never

  function post(content: Content): void {
    outgoing.push({ ...content, from: id, epoch: next.epoch })
  }

  function enter(role: ElectionDraft['role']): void {
    next.role = role
    next.deadlines = {}
    next.isProving = false
  }

  function leave(role: 'stopped' | 'away'): void {
    enter(role)
    next.leader = null
    next.isOver = false
  }

  function join(): void {
    leave('away')
    enter('joining')
    next.lookups++
  }

  function isFollower(): boolean {
    return next.role === 'following' || next.role === 'candidate' || next.role === 'claiming'
  }

  function patience(ms: number): number {
    return Math.min(ms * 2 ** next.takeovers, settings.maxPatienceMs)
  }

  /** @param leader Null: not known yet. */
  function follow(epoch: number, leader: string | null): void {
    enter('following')
    next.epoch = epoch
    next.leader = leader
    next.isOver = false
    if (leader !== null) return alive()
    post({ type: 'hello' })
    next.probedAt = now
    next.deadlines.proof = now + patience(settings.claimTimeoutMs)
  }

  /** The leader has shown a sign of life. */
  function alive(at = now): void {
    next.role = 'following'
    next.provenAt = Math.max(next.provenAt, at)
    next.deadlines = { quiet: at + settings.quietMs }
  }

  function probe(): void {
    post({ type: 'probe' })
    next.probedAt = now
    next.deadlines = { proof: now + patience(settings.proofTimeoutMs) }
  }

  /** Becomes a candidate for the next epoch. */
  function stand(): void {
    enter('candidate')
    if (next.isOver) next.leader = null
    const delayMs = next.isVisible ? 0 : settings.hiddenDelayMs * (1 + random)
    next.deadlines.claim = now + delayMs
  }

  function lead(): void {
    enter('leading')
    next.leader = id
    next.isOver = false
    next.deadlines.check = now + settings.quietMs
    planHandover()
    claim()
  }

  function claim(): void {
    post({ type: 'claim', takeovers: next.takeovers })
  }

  function planHandover(): void {
    if (!next.isVisible) next.deadlines.handover = now + settings.handoverAfterMs
  }

  function found(highest: number | null): void {
    const { role, epoch } = next
    if (role === 'joining') {
      // Without a trace of another tab this one continues with its own number. Its lock shows whether a tab that joins now leads it.
      return follow(highest ?? epoch, null)
    }
    if (role !== 'verifying' && role !== 'leading') return
    if (highest !== null && highest > epoch) follow(highest, null)
    else if (role === 'verifying') lead()
  }

  function message(received: ElectionMessage): void {
    const { role, epoch } = next
    const isLeading = role === 'leading'
    // The tab that sent this may act for an old epoch. It stops when it receives the claim.
    if (received.epoch < epoch) return isLeading ? claim() : undefined
    const isLater = received.epoch > epoch || role === 'joining'
    // The leader is gone. This message was on its way.
    if (next.isOver && !isLater) return
    switch (received.type) {
      case 'hello':
        if (!isLeading) return
        // It works for others, too: frames alone would come to a tab that nobody can reach.
        if (context.frameAt > now - settings.quietMs) next.takeovers = 0
        return claim()
      case 'claim':
        if (!isLater && !isFollower()) return
        next.takeovers = received.takeovers
        if (isLater || received.from !== next.leader) follow(received.epoch, received.from)
        else alive()
        return
      case 'probe':
        if (isLeading) next.isProving = true
        return
      case 'proof':
        if (isLater) return follow(received.epoch, received.from)
        if (!isFollower()) return
        next.leader = received.from
        if (received.of === 'frame') next.takeovers = 0
        return alive()
      case 'offer':
        if (role === 'following' && next.isVisible) post({ type: 'accept', to: received.from })
        return
      case 'accept':
        // The lock is released, so the others become candidates.
        if (isLeading && !next.isVisible && received.to === id) follow(epoch, null)
    }
  }

  function deadline(name: ElectionDeadline): void {
    const due = next.deadlines[name]
    if (due === undefined) return
    const isLate = now - due > LATE_AFTER_MS
    delete next.deadlines[name]
    const signOfLife = Math.max(next.provenAt, context.frameAt)
    switch (name) {
      case 'quiet':
        if (signOfLife + settings.quietMs <= now) return probe()
        next.takeovers = 0
        return alive(signOfLife)
      case 'proof':
        if (next.leader !== null && signOfLife >= next.probedAt) return alive(signOfLife)
        // What arrived while this tab was slow is still to be read.
        if (isLate) return next.leader === null ? follow(next.epoch, null) : probe()
        return stand()
      case 'claim':
        return enter('claiming')
      case 'handover':
        post({ type: 'offer' })
        return planHandover()
      case 'check':
        next.deadlines.check = now + settings.quietMs
        // The page may have been suspended without a signal, or it may not receive what others send: another tab may lead by now.
        next.lookups++
    }
  }

  function signal(name: LifecycleSignal): void {
    const { role } = next
    if (name === 'visible' || name === 'hidden') next.isVisible = name === 'visible'
    if (role === 'stopped' || name === 'online' || name === 'offline') return
    if (name === 'frozen') return leave('away')
    if (role === 'away') return name === 'hidden' ? undefined : join()
    if (role === 'leading') {
      delete next.deadlines.handover
      planHandover()
      if (name !== 'hidden') next.lookups++
    } else if (name === 'hidden') return
    else if (role === 'candidate') stand()
    // The tab became visible: check soon whether the leader works.
    else if (role === 'following' && next.deadlines.quiet !== undefined) {
      next.deadlines.quiet = Math.min(next.deadlines.quiet, now + settings.claimTimeoutMs)
    }
  }
}
