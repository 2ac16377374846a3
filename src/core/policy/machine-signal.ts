import type { LifecycleSignal } from '../option-types'
import { ABNORMAL_CLOSE } from './close-code'
import { finishClosing } from './machine-attempt'
import { probe } from './machine-deadline'
import { ABANDON, enter, hasUsableSocket, isAttempting, stay, tellClose } from './machine-state'
import type { MachineState, Step, TransitionContext } from './machine-types'

/** Signals reach every tab of a device at once: spread the dials they cause. */
const SIGNAL_JITTER_MS = 1000

export function signal(state: MachineState, name: LifecycleSignal, context: TransitionContext): Step {
  const next = name === 'offline' || name === 'online' ? { ...state, online: name === 'online' } : state
  switch (name) {
    case 'offline':
      if (isAttempting(state) || state.phase === 'waiting') return suspend(next)
      return probe(next, context) // a VPN coming up says "offline" too: never close a socket that works
    case 'online':
      return isAttempting(state) && state.phase !== 'readying' ? retrySoon(next, context) : wake(next, context)
    case 'visible':
      return wake(next, context)
    case 'resumed':
    case 'restored':
      // Whatever was heard of the network before the page slept is out of date.
      return wake({ ...next, online: true }, context)
    case 'frozen':
      if (state.phase === 'closing') return finishClosing(state, context, ABNORMAL_CLOSE)
      return isAttempting(state) || state.phase === 'open' || state.phase === 'waiting' ? suspend(next) : stay(next)
    case 'hidden':
      return stay(next)
  }
}

function wake(state: MachineState, context: TransitionContext): Step {
  if (state.phase === 'waiting' || (state.phase === 'suspended' && state.online)) return retrySoon(state, context)
  return probe(state, context)
}

function retrySoon(state: MachineState, { now, random }: TransitionContext): Step {
  const retry = Math.min(state.deadlines.retry ?? Infinity, now + random * SIGNAL_JITTER_MS)
  return [enter(state, 'waiting', { retry }), [ABANDON]]
}

function suspend(state: MachineState): Step {
  const lastClose = hasUsableSocket(state) ? ABNORMAL_CLOSE : state.lastClose
  return [{ ...enter(state, 'suspended', {}), lastClose }, [ABANDON, ...tellClose(state, ABNORMAL_CLOSE)]]
}
