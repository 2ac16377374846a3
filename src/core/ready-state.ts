/**
 * The standard ready states (WHATWG WebSockets §3.1 `readyState`) plus `UNINSTANTIATED` for a connection
 * that nobody wants yet.
 */
export const ReadyState = {
  UNINSTANTIATED: -1,
  CONNECTING: 0,
  OPEN: 1,
  CLOSING: 2,
  CLOSED: 3,
} as const

export type ReadyState = (typeof ReadyState)[keyof typeof ReadyState]

/** What the connection is doing, in more detail than `readyState`. */
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
  idle: ReadyState.UNINSTANTIATED,
  resolving: ReadyState.CONNECTING,
  connecting: ReadyState.CONNECTING,
  readying: ReadyState.CONNECTING,
  open: ReadyState.OPEN,
  closing: ReadyState.CLOSING,
  waiting: ReadyState.CLOSED,
  suspended: ReadyState.CLOSED,
  closed: ReadyState.CLOSED,
}

/** The ready state is derived from the phase and never stored beside it, so the two cannot disagree. */
export const readyStateOf = (phase: Phase): ReadyState => READY_STATE_OF[phase]
