import type { DeadlineName, MachineState } from './machine-types'

/** Whether anything wants this connection now. */
export const isDemanded = ({ retains, connectRequested }: MachineState): boolean => retains > 0 || connectRequested

/** Whether anything wants this connection now, or did a moment ago. */
export const isWanted = (state: MachineState): boolean => isDemanded(state) || state.deadlines.linger !== undefined

export const isAttempting = ({ phase }: MachineState): boolean =>
  phase === 'resolving' || phase === 'connecting' || phase === 'readying'

/** `open` was emitted for a socket and `close` was not. */
export const isUsable = ({ phase }: MachineState): boolean => phase === 'open' || phase === 'closing'

/** The `handshake` option runs again on the open socket: it has a deadline, like an attempt. */
export const isRenewing = ({ phase, deadlines }: MachineState): boolean => phase === 'open' && deadlines.attempt !== undefined

/** All deadlines and when they are due (epoch ms), the earliest first. */
export const sortedDeadlines = ({ deadlines }: MachineState): [DeadlineName, number][] =>
  (Object.entries(deadlines) as [DeadlineName, number][]).sort(([, a], [, b]) => a - b)
