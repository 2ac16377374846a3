import { others, ours } from './policies'
import { SLOT_MS, type Policy, type Server } from './simulate'

/** Refuses whom it cannot let in within one slot. */
const AT_ONCE_MS = SLOT_MS
const BACKLOG_MS = 2000

export const boundless: Server = { name: 'no limit', acceptsPerSecond: Infinity, maxWaitMs: AT_ONCE_MS }
export const refusing: Server = { name: '5 %/s, refuses the rest', acceptsPerSecond: 0.05, maxWaitMs: AT_ONCE_MS }
/** A trap: it answers dials that were given up long ago, and so never catches up. */
export const endlessQueue: Server = { name: '2 %/s, queues without limit', acceptsPerSecond: 0.02, maxWaitMs: Infinity }

export const SERVERS: readonly Server[] = [
  boundless,
  refusing,
  { name: '5 %/s, queues up to 2 s', acceptsPerSecond: 0.05, maxWaitMs: BACKLOG_MS },
  { name: '2 %/s, refuses the rest', acceptsPerSecond: 0.02, maxWaitMs: AT_ONCE_MS },
  { name: '2 %/s, queues up to 2 s', acceptsPerSecond: 0.02, maxWaitMs: BACKLOG_MS },
]

export const CROWDS: readonly number[] = [10_000, 100_000, 1_000_000, 10_000_000]
/** Where policies and outages are compared; the shares hardly depend on the number. */
export const COMPARED_CLIENTS = 100_000
export const OUTAGES_MS: readonly number[] = [5000, 30_000, 300_000]
/** The outage that the goal is about. */
export const OUTAGE_MS = 30_000
/** Greatest share of the clients that may arrive in one slot after the server is back. */
export const GOAL = 0.01

export const POLICIES: readonly Policy[] = [ours, ...others]
