import { ABNORMAL_CLOSE } from './close-code'
import type { DeadlineName, Deadlines, Draft, MachineState } from './machine-types'

/** Whether anything wants this connection now, or did a moment ago. */
export const isWanted = ({ retains, connectRequested, deadlines }: MachineState): boolean =>
  retains > 0 || connectRequested || deadlines.linger !== undefined

export const isAttempting = ({ phase }: MachineState): boolean =>
  phase === 'resolving' || phase === 'connecting' || phase === 'readying'

/** A socket was declared open and its close was not told yet. */
export const isUsable = ({ phase }: MachineState): boolean => phase === 'open' || phase === 'closing'

/** Changes the phase. Its deadlines replace all but the linger, which belongs to the demand. */
export function enter(draft: Draft, phase: Draft['phase'], deadlines: Deadlines = {}): void {
  const { linger } = draft.deadlines
  draft.phase = phase
  draft.deadlines = linger === undefined ? deadlines : { ...deadlines, linger }
}

export function forgive(draft: Draft): void {
  draft.attempt = 0
  draft.refreshed = false
}

/** The socket is given up without its own word on how it ended. */
export function lose(draft: Draft): void {
  if (isUsable(draft)) draft.lastClose = ABNORMAL_CLOSE
}

/** When to be woken (epoch ms), or Infinity. */
export const nextDue = ({ deadlines }: MachineState): number => Math.min(...Object.values<number>(deadlines))

/** All deadlines, the earliest first. */
export const byDue = ({ deadlines }: MachineState): DeadlineName[] =>
  (Object.keys(deadlines) as DeadlineName[]).sort((a, b) => deadlines[a]! - deadlines[b]!)
