import { others, ours } from './policies'
import { SLOT_MS, type Policy, type Server } from './simulate'

/** The server refuses dials that it cannot accept within one slot. */
const ONE_SLOT_MS = SLOT_MS
const BACKLOG_MS = 2000

export const unlimited: Server = { name: 'no limit', acceptsPerSecond: Infinity, maxWaitMs: ONE_SLOT_MS }
export const refusing: Server = { name: '5 %/s, refuses the rest', acceptsPerSecond: 0.05, maxWaitMs: ONE_SLOT_MS }
/** This server answers dials that were abandoned long ago, so its queue never becomes empty. */
export const endlessQueue: Server = { name: '2 %/s, queues without limit', acceptsPerSecond: 0.02, maxWaitMs: Infinity }

export const SERVERS: readonly Server[] = [
  unlimited,
  refusing,
  { name: '5 %/s, queues up to 2 s', acceptsPerSecond: 0.05, maxWaitMs: BACKLOG_MS },
  { name: '2 %/s, refuses the rest', acceptsPerSecond: 0.02, maxWaitMs: ONE_SLOT_MS },
  { name: '2 %/s, queues up to 2 s', acceptsPerSecond: 0.02, maxWaitMs: BACKLOG_MS },
]

export const CLIENT_COUNTS: readonly number[] = [10_000, 100_000, 1_000_000, 10_000_000]
/** Number of clients for the comparisons. The shares depend very little on it. */
export const COMPARED_CLIENTS = 100_000
export const OUTAGES_MS: readonly number[] = [5000, 30_000, 300_000]
/** The outage for which the goal is defined. */
export const OUTAGE_MS = 30_000
/** Largest allowed share of the clients that arrive in one slot after the outage. */
export const GOAL = 0.01

export const POLICIES: readonly Policy[] = [ours, ...others]
