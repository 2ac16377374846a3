import { failure } from '../errors'
import { ABNORMAL_CLOSE } from './close-code'
import { isLate, probeTimeout } from './heartbeat'
import { endAttempt, finishClosing, resolve, rest, startClosing } from './machine-attempt'
import { forgive } from './machine-state'
import type { DeadlineName, Draft, TransitionContext } from './machine-types'

const TIMEOUT_ERRORS = {
  resolving: 'url-timeout',
  connecting: 'connect-timeout',
  readying: 'handshake-timeout',
} as const

export function deadline(draft: Draft, name: DeadlineName, context: TransitionContext): void {
  const due = draft.deadlines[name]
  if (due === undefined) return
  delete draft.deadlines[name]
  switch (name) {
    case 'attempt': {
      const phase = draft.phase as keyof typeof TIMEOUT_ERRORS
      return endAttempt(draft, context, phase === 'resolving' ? null : ABNORMAL_CLOSE, failure(TIMEOUT_ERRORS[phase]))
    }
    case 'retry':
      return resolve(draft, context)
    case 'stable':
      return forgive(draft)
    case 'linger':
      return draft.phase === 'open' ? startClosing(draft, context) : rest(draft)
    case 'closing':
      return draft.phase === 'open'
        ? endAttempt(draft, context, ABNORMAL_CLOSE, null)
        : finishClosing(draft, context, ABNORMAL_CLOSE)
    case 'ping':
      return pingDue(draft, due, context)
    case 'pong':
      return pongDue(draft, due, context)
  }
}

function pingDue(draft: Draft, due: number, context: TransitionContext): void {
  const { now, frames, settings } = context
  if (!settings.heartbeat) return
  draft.deadlines.ping = now + settings.heartbeat.intervalMs
  const isUnanswered = draft.deadlines.pong !== undefined && frames === draft.framesAtPing
  if (isUnanswered) return
  if (isLate(due, now)) probe(draft, context)
  else ping(draft, context, settings.heartbeat.timeoutMs)
}

function pongDue(draft: Draft, due: number, context: TransitionContext): void {
  const isAnswered = context.frames !== draft.framesAtPing
  if (isAnswered) return
  // A late timer (sleep, throttled tab) may run before the frames that came meanwhile: ask once more, once.
  if (!draft.probing && isLate(due, context.now)) return probe(draft, context)
  endAttempt(draft, context, ABNORMAL_CLOSE, failure('heartbeat-timeout'))
  // The silence was the wait: dial at once.
  if (draft.phase === 'waiting') resolve(draft, context)
}

function ping(draft: Draft, { now, frames }: TransitionContext, timeoutMs: number): void {
  draft.deadlines.pong = now + timeoutMs
  draft.pings++
  draft.framesAtPing = frames
  draft.probing = false
}

/** Asks with a short deadline, after something that may have cut the line without a word. */
export function probe(draft: Draft, context: TransitionContext): void {
  const { heartbeat } = context.settings
  if (draft.phase !== 'open' || !heartbeat) return
  const { pong = Infinity } = draft.deadlines
  const isUnanswered = context.frames === draft.framesAtPing
  ping(draft, context, probeTimeout(heartbeat))
  // Signals that keep coming must not put off the verdict on a silent socket.
  if (isUnanswered) draft.deadlines.pong = Math.min(pong, draft.deadlines.pong!)
  draft.probing = true
}
