import { ABNORMAL_CLOSE } from './close-code'
import { close, connectFailed, endAttempt, open, resolve, socketClose, socketOpen, startClosing } from './machine-attempt'
import { deadline } from './machine-deadline'
import { signal } from './machine-signal'
import {
  ABANDON,
  DROP_QUEUE,
  enter,
  forgiven,
  hasUsableSocket,
  isAttempting,
  isWanted,
  stay,
  tellClose,
  withDeadlines,
  without,
} from './machine-state'
import type { MachineEvent, MachineState, Step, TransitionContext } from './machine-types'

/**
 * The whole behaviour of a connection: given what is and what happened, what is next and what to do about it. Pure:
 * no clock, no random, no socket.
 */
export function transition(state: MachineState, event: MachineEvent, context: TransitionContext): Step {
  if (state.closedBy === 'dispose') return stay(state)
  if ('generation' in event && event.generation !== state.generation) return stay(state)
  switch (event.type) {
    case 'retain':
      return retain(state, context)
    case 'release':
      return release(state, context)
    case 'connect':
      return connect(state, context)
    case 'disconnect':
      return disconnect(state, event, context)
    case 'reconnect':
      return reconnect(state, context)
    case 'dispose':
      return [close(state, 'dispose'), [ABANDON, DROP_QUEUE, ...tellClose(state, ABNORMAL_CLOSE)]]
    case 'resolved':
      if (state.phase !== 'resolving') return stay(state)
      return [
        { ...enter(state, 'connecting', { attempt: context.now + context.policy.connectTimeoutMs }), url: event.url },
        [{ type: 'dial', url: event.url, protocols: event.protocols }],
      ]
    case 'failed':
      return isAttempting(state) ? endAttempt(state, context, null, event.error) : stay(state)
    case 'socket-open':
      return state.phase === 'connecting' ? socketOpen(state, event, context) : stay(state)
    case 'socket-error':
      // Some engines fire nothing else for a failed handshake; after it, only `close` decides.
      return state.phase === 'connecting'
        ? endAttempt(state, context, ABNORMAL_CLOSE, connectFailed(event.event))
        : stay(state)
    case 'socket-close':
      return socketClose(state, context, event.close, event.event)
    case 'ready':
      return state.phase === 'readying' ? open(state, context) : stay(state)
    case 'deadline':
      return state.deadlines[event.name] === undefined ? stay(state) : deadline(state, event.name, context)
    case 'signal':
      return signal(state, event.signal, context)
  }
}

function retain(state: MachineState, context: TransitionContext): Step {
  const next = without({ ...state, retains: state.retains + 1 }, 'linger')
  // A disconnect is the user's word and outlives new demand; a failure is only the last attempt's.
  const isAtRest = state.phase === 'idle' || state.closedBy === 'failure'
  return isAtRest && !isWanted(state) ? resolve(forgiven(next), context) : stay(next)
}

function release(state: MachineState, { now, policy }: TransitionContext): Step {
  const next = { ...state, retains: state.retains - 1 }
  const isAtRest = state.phase === 'idle' || state.phase === 'closing' || state.closedBy === 'user'
  return stay(isWanted(next) || isAtRest ? next : withDeadlines(next, { linger: now + policy.lingerMs }))
}

function connect(state: MachineState, context: TransitionContext): Step {
  const next = without({ ...state, connectRequested: true, closedBy: null }, 'linger')
  return isAttempting(state) || hasUsableSocket(state) ? stay(next) : resolve(forgiven(next), context)
}

function reconnect(state: MachineState, context: TransitionContext): Step {
  const connectRequested = state.connectRequested || state.retains === 0
  const next = without({ ...forgiven(state), connectRequested, closedBy: null }, 'linger')
  return resolve(next, context, tellClose(state, ABNORMAL_CLOSE))
}

function disconnect(
  state: MachineState,
  { code, reason }: { code: number; reason: string },
  context: TransitionContext,
): Step {
  const next = without({ ...state, connectRequested: false, closedBy: 'user' }, 'linger')
  if (state.phase === 'closing') return [next, [DROP_QUEUE]]
  if (state.phase === 'open') return startClosing(next, context, code, reason, [DROP_QUEUE])
  return [close(next, 'user'), [ABANDON, DROP_QUEUE]]
}
