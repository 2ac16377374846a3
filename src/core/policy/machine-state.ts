import type { DeadlineName, MachineState } from './machine-types'

/** Whether anything wants this connection now, or did a moment ago. */
export const isWanted = ({ retains, connectRequested, deadlines }: MachineState): boolean =>
  retains > 0 || connectRequested || deadlines.linger !== undefined

export const isAttempting = ({ phase }: MachineState): boolean =>
  phase === 'resolving' || phase === 'connecting' || phase === 'readying'

/** A socket was declared open and its close was not told yet. */
export const isUsable = ({ phase }: MachineState): boolean => phase === 'open' || phase === 'closing'

/** When to be woken (epoch ms), or Infinity. */
export const nextDue = ({ deadlines }: MachineState): number => Math.min(...Object.values<number>(deadlines))

/** All deadlines, the earliest first. */
export const byDue = ({ deadlines }: MachineState): DeadlineName[] =>
  (Object.keys(deadlines) as DeadlineName[]).sort((a, b) => deadlines[a]! - deadlines[b]!)
