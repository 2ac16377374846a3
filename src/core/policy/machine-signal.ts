import type { LifecycleSignal } from '../option-types'
import { ABNORMAL_CLOSE } from './close-code'
import { finishClosing } from './machine-attempt'
import { probe } from './machine-deadline'
import { enter, isAttempting, isUsable, isWanted, lose } from './machine-state'
import type { Draft, TransitionContext } from './machine-types'

/** Signals reach every tab of a device at once: spread the dials they cause. */
const SIGNAL_JITTER_MS = 1000

export function signal(draft: Draft, name: LifecycleSignal, context: TransitionContext): void {
  const isOnItsWay = isAttempting(draft) || draft.phase === 'waiting'
  switch (name) {
    case 'offline':
      draft.online = false
      // A VPN coming up says "offline" too: never close a socket that works.
      return isOnItsWay ? suspend(draft) : probe(draft, context)
    case 'online':
      draft.online = true
      // A dial begun on the network that went may hang until its timeout.
      return isOnItsWay && draft.phase !== 'readying' ? retrySoon(draft, context) : wake(draft, context)
    case 'resumed':
    case 'restored':
      draft.online = true // whatever was heard of the network before the page slept is out of date
      return wake(draft, context)
    case 'visible':
      return wake(draft, context)
    case 'frozen':
      if (draft.phase === 'closing' && !isWanted(draft)) return finishClosing(draft, context, ABNORMAL_CLOSE)
      if (isOnItsWay || isUsable(draft)) suspend(draft)
  }
}

function wake(draft: Draft, context: TransitionContext): void {
  if (draft.phase === 'waiting' || (draft.phase === 'suspended' && draft.online)) retrySoon(draft, context)
  else probe(draft, context)
}

function retrySoon(draft: Draft, { now, random }: TransitionContext): void {
  const soon = now + random * SIGNAL_JITTER_MS
  enter(draft, 'waiting', { retry: Math.min(draft.deadlines.retry ?? soon, soon) })
}

function suspend(draft: Draft): void {
  lose(draft)
  enter(draft, 'suspended')
}
