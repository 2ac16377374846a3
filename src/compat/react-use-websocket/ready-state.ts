import { ReadyState as states } from '../../core/vocabulary/ready-state'

/** The ready states by name, and their names by number. */
export const ReadyState = {
  ...states,
  '-1': 'UNINSTANTIATED',
  '0': 'CONNECTING',
  '1': 'OPEN',
  '2': 'CLOSING',
  '3': 'CLOSED',
} as const

export type ReadyState = (typeof states)[keyof typeof states]
