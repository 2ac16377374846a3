import type { RecoveryVerdict } from 'websocket-store'

/**
 * Consecutive numbers that a client received. It starts with a snapshot, which stands for all messages up to `from`, or with a message
 * that does not follow the one before it.
 */
export interface Run {
  readonly start: 'snapshot' | 'message'
  readonly from: number
  to: number
}

export type NotedKind =
  /** The value does not belong to the number. */
  | 'wrong-value'
  /** A snapshot without a verdict `fresh` or `gap` before it. */
  | 'unannounced-snapshot'

/** What a client noted that runs cannot show. */
export interface Noted {
  readonly kind: NotedKind
  readonly n: number
}

export interface ChannelReport {
  readonly channel: string
  readonly status: string
  readonly runs: readonly Run[]
  readonly noted: readonly Noted[]
  readonly verdicts: Readonly<Record<RecoveryVerdict, number>>
  readonly snapshots: number
  readonly messages: number
  /** Messages of a resumed subscription that were published before it was confirmed. */
  readonly caughtUp: number
}

/** The time without a socket and until the client had everything again. */
export interface Outage {
  readonly closedAt: number
  readonly code: number
  readonly reason: string
  /** Null when the client did not recover. */
  readonly behindMs: number | null
  /** Messages that were published before the socket was lost, and received after it: they were on their way to the client. */
  readonly inFlight: number
}

export interface ClientReport {
  readonly client: string
  readonly opens: number
  readonly outages: readonly Outage[]
  /** Of its connection, to explain a failure. */
  readonly state: string
  readonly channels: readonly ChannelReport[]
}
