/**
 * The standard ready states (WHATWG WebSockets §3.1 `readyState`) plus `UNINSTANTIATED` for a connection
 * without demand.
 */
export const ReadyState = {
  UNINSTANTIATED: -1,
  CONNECTING: 0,
  OPEN: 1,
  CLOSING: 2,
  CLOSED: 3,
} as const

export type ReadyState = (typeof ReadyState)[keyof typeof ReadyState]

/** The state of the connection, in more detail than `readyState`. */
export type Phase =
  | 'idle'
  | 'resolving'
  | 'connecting'
  | 'readying'
  | 'open'
  | 'closing'
  | 'waiting'
  | 'suspended'
  | 'closed'

const READY_STATE_OF: Record<Phase, ReadyState> = {
  idle: -1,
  resolving: 0,
  connecting: 0,
  readying: 0,
  open: 1,
  closing: 2,
  waiting: 3,
  suspended: 3,
  closed: 3,
}

/** The ready state is derived from the phase and never stored, so that the two cannot disagree. */
export const readyStateOf = (phase: Phase): ReadyState => READY_STATE_OF[phase]

interface Ready {
  readonly readyState: number
}

export const isOpen = ({ readyState }: Ready): boolean => readyState === 1
/** Closing or closed. Some socket-like objects have no ready state: then their events decide. */
export const isEnding = ({ readyState }: Ready): boolean => readyState > 1
