import type { CloseInfo, EventLike } from '../types'
import type { Deadlines, DeadlineName, Effect, MachineState, Step } from './machine-types'

export const ABANDON: Effect = { type: 'abandon' }
export const DROP_QUEUE: Effect = { type: 'drop-queue' }

/** Whether anything wants this connection now, or did a moment ago. */
export const isWanted = (state: MachineState): boolean =>
  state.retains > 0 || state.connectRequested || state.deadlines.linger !== undefined

export const isAttempting = ({ phase }: MachineState) =>
  phase === 'resolving' || phase === 'connecting' || phase === 'readying'
export const hasUsableSocket = ({ phase }: MachineState) => phase === 'open' || phase === 'closing'

export const stay = (state: MachineState): Step => [state, []]

export function enter(state: MachineState, phase: MachineState['phase'], deadlines: Deadlines): MachineState {
  const { linger } = state.deadlines
  return { ...state, phase, deadlines: linger === undefined ? deadlines : { ...deadlines, linger } }
}

export function without(state: MachineState, name: DeadlineName): MachineState {
  const { [name]: _, ...deadlines } = state.deadlines
  return { ...state, deadlines }
}

export const withDeadlines = (state: MachineState, deadlines: Deadlines): MachineState => ({
  ...state,
  deadlines: { ...state.deadlines, ...deadlines },
})

export const forgiven = (state: MachineState): MachineState => ({ ...state, attempt: 0, refreshed: false })

export const tellClose = (state: MachineState, close: CloseInfo, event: EventLike | null = null): Effect[] =>
  hasUsableSocket(state) ? [{ type: 'tell-close', close, event }] : []

/** The deadline to be woken for, earliest first. */
export function nextDeadline({ deadlines }: MachineState): { name: DeadlineName; due: number } | null {
  let next: { name: DeadlineName; due: number } | null = null
  for (const name of Object.keys(deadlines) as DeadlineName[]) {
    const due = deadlines[name] ?? Infinity
    if (!next || due < next.due) next = { name, due }
  }
  return next
}
