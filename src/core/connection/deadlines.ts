import { sortedDeadlines } from '../policy/machine-state'
import type { MachineEvent, MachineState } from '../policy/machine-types'

interface Machine {
  readonly state: MachineState
  dispatch(event: MachineEvent): void
}

/** When the next deadline is due (epoch ms); Infinity for none. */
export const nextDue = (state: MachineState): number => sortedDeadlines(state)[0]?.[1] ?? Infinity

/** Dispatches the deadlines that are due. Timers may be a little early, and one deadline may move or remove the next. */
export function dispatchDue(machine: Machine, now: number): void {
  const until = Math.max(now, nextDue(machine.state))
  for (const [name] of sortedDeadlines(machine.state))
    if (machine.state.deadlines[name]! <= until) machine.dispatch({ type: 'deadline', name })
}
