import { ConnectionError } from '../errors'
import { ABNORMAL_CLOSE } from './close-code'
import { DEFAULT_INTERVAL_MS, DEFAULT_TIMEOUT_MS, isLate, probeTimeout } from './heartbeat'
import { endAttempt, finishClosing, resolve, rest, startClosing } from './machine-attempt'
import { forgiven, stay, withDeadlines, without } from './machine-state'
import type { DeadlineName, MachineState, Step, TransitionContext } from './machine-types'

export function deadline(state: MachineState, name: DeadlineName, context: TransitionContext): Step {
  const { now, policy } = context
  switch (name) {
    case 'attempt':
      return endAttempt(state, context, state.phase === 'resolving' ? null : ABNORMAL_CLOSE, timedOut(state.phase))
    case 'retry':
      return resolve(state, context)
    case 'stable':
      return stay(forgiven(without(state, 'stable')))
    case 'linger': {
      const next = without(state, 'linger')
      return state.phase === 'open' ? startClosing(next, context, 1000, '') : rest(next)
    }
    case 'closing':
      return finishClosing(state, context, ABNORMAL_CLOSE)
    case 'ping': {
      if (!policy.heartbeat) return stay(without(state, 'ping'))
      const next = withDeadlines(state, { ping: now + (policy.heartbeat.intervalMs ?? DEFAULT_INTERVAL_MS) })
      const isUnanswered = state.deadlines.pong !== undefined && context.frames === state.framesAtPing
      if (isUnanswered) return stay(next)
      return isLate(state.deadlines.ping ?? now, now)
        ? probe(next, context)
        : ping(next, context, policy.heartbeat.timeoutMs ?? DEFAULT_TIMEOUT_MS)
    }
    case 'pong':
      return pongDue(state, context)
  }
}

function timedOut(phase: MachineState['phase']): ConnectionError {
  if (phase === 'resolving')
    return new ConnectionError('url-timeout', 'The url or protocols function did not answer within connectTimeoutMs.')
  return phase === 'connecting'
    ? new ConnectionError('connect-timeout', 'The WebSocket did not open within connectTimeoutMs.')
    : new ConnectionError('handshake-timeout', 'The handshake option did not finish within handshakeTimeoutMs.')
}

const ping = (state: MachineState, { now, frames }: TransitionContext, timeoutMs: number): Step => [
  { ...withDeadlines(state, { pong: now + timeoutMs }), framesAtPing: frames, probing: false },
  [{ type: 'ping' }],
]

/** Asks with a short deadline, after something that may have cut the line without a word. */
export function probe(state: MachineState, context: TransitionContext): Step {
  if (state.phase !== 'open' || !context.policy.heartbeat) return stay(state)
  const [next, effects] = ping(state, context, probeTimeout(context.policy.heartbeat))
  return [{ ...next, probing: true }, effects]
}

function pongDue(state: MachineState, context: TransitionContext): Step {
  if (context.frames !== state.framesAtPing) return stay({ ...without(state, 'pong'), probing: false })
  // A late timer (sleep, throttled tab) may run before the frames that came meanwhile: ask once more, once.
  if (!state.probing && isLate(state.deadlines.pong ?? context.now, context.now)) return probe(state, context)
  const error = new ConnectionError('heartbeat-timeout', 'The server fell silent and the socket was replaced.')
  const [ended, effects] = endAttempt(state, context, ABNORMAL_CLOSE, error)
  // The silence was the wait: dial at once.
  return ended.phase === 'waiting' ? resolve(ended, context, effects.slice(1)) : [ended, effects]
}
