import type { LifecycleSignal } from '../../core/vocabulary/options'

/**
 * `joining`: reads which epoch is current. `candidate`: the epoch is over or its leader is suspected. `claiming`: requests the lock
 * of the next epoch. `verifying`: has it, and checks that no later epoch exists. `away`: the page is frozen or cached.
 */
export type Role = 'stopped' | 'away' | 'joining' | 'following' | 'candidate' | 'claiming' | 'verifying' | 'leading'

/** Wall-clock times (epoch ms). */
export interface ElectionDeadlines {
  /** The leader has been silent for long enough to be probed. */
  quiet?: number
  /** A leader that has shown no sign of life by now is replaced. */
  proof?: number
  /** The candidate requests the lock. Hidden tabs wait longer, so visible ones win. */
  claim?: number
  /** A hidden leader offers its place to a visible tab. */
  handover?: number
  /** The leader checks its own state. */
  check?: number
}

export type ElectionDeadline = keyof ElectionDeadlines

/** What proves that a leader works. `frame`: the server answered through it. `idle`: there is no open socket that could prove more. */
export type Proof = 'frame' | 'idle'

/** Messages between tabs on the channel of the election. `from` is the tab that sends it. */
export type ElectionMessage = { readonly from: string; readonly epoch: number } & (
  | { readonly type: 'hello' }
  | { readonly type: 'claim'; readonly takeovers: number }
  | { readonly type: 'probe' }
  | { readonly type: 'proof'; readonly of: Proof }
  | { readonly type: 'offer' }
  | { readonly type: 'accept'; readonly to: string }
)

export interface ElectionState {
  readonly role: Role
  /** The latest known epoch. A leader's own. */
  readonly epoch: number
  /** The leader of `epoch`, once it is known. */
  readonly leader: string | null
  /** The lock of `epoch` is free, so its leader is gone for certain. */
  readonly isOver: boolean
  readonly isVisible: boolean
  /** Leaders in a row that were replaced while they held their lock. Each doubles the patience with the next one. */
  readonly takeovers: number
  /** When the leader last proved itself by an answer to a probe. */
  readonly provenAt: number
  /** When the outstanding probe was sent. */
  readonly probedAt: number
  /** A probe of this leader's line is under way. */
  readonly isProving: boolean
  /** Number of look-ups of the current epoch so far. */
  readonly lookups: number
  readonly deadlines: Readonly<ElectionDeadlines>
  /** What this transition sends. */
  readonly outgoing: readonly ElectionMessage[]
}

export type ElectionDraft = { -readonly [K in keyof ElectionState]: ElectionState[K] } & { deadlines: ElectionDeadlines }

interface EventData {
  start: object
  stop: object
  signal: { readonly signal: LifecycleSignal }
  deadline: { readonly name: ElectionDeadline }
  message: { readonly message: ElectionMessage }
  /** The result of a look-up: the highest epoch with a lock that is held or requested. */
  found: { readonly lookup: number; readonly highest: number | null }
  /** The lock of this epoch is free: its leader is gone. */
  over: { readonly epoch: number }
  /** The results of a request for the lock of this epoch. */
  granted: { readonly epoch: number }
  refused: { readonly epoch: number }
  /** The browser took the lock of this leader away. */
  lost: { readonly epoch: number }
  /** The probe of this leader's line ended. */
  proved: { readonly epoch: number; readonly of: Proof }
}

export type ElectionEvent = { [T in keyof EventData]: { readonly type: T } & EventData[T] }[keyof EventData]

export interface ElectionSettings {
  /** Silence after which a follower probes the leader, in ms. */
  readonly quietMs: number
  /** How long a probe may take through the leader to the server and back, in ms. Doubles with each takeover. */
  readonly proofTimeoutMs: number
  /** How long the leader of an epoch may take to announce itself, in ms. Doubles with each takeover. */
  readonly claimTimeoutMs: number
  /** Longest patience with a leader, in ms. */
  readonly maxPatienceMs: number
  /** Delay of a hidden candidate, in ms. Up to the same again is added at random. */
  readonly hiddenDelayMs: number
  /** A leader that is hidden for this long offers its place to visible tabs, in ms. */
  readonly handoverAfterMs: number
}

export const ELECTION_SETTINGS: ElectionSettings = {
  quietMs: 10_000,
  proofTimeoutMs: 5000,
  claimTimeoutMs: 3000,
  maxPatienceMs: 300_000,
  hiddenDelayMs: 500,
  handoverAfterMs: 60_000,
}

/** Everything that `transition` reads from outside, so that it stays pure. */
export interface ElectionContext {
  /** This tab. */
  readonly id: string
  readonly now: number
  /** Uniform in [0, 1), fresh for each event. */
  readonly random: number
  /** When the last frame of the server came: through the leader of the epoch, or to this leader itself (epoch ms). */
  readonly frameAt: number
  readonly settings: ElectionSettings
}

export const INITIAL_ELECTION: ElectionState = {
  role: 'stopped',
  epoch: 0,
  leader: null,
  isOver: false,
  isVisible: false,
  takeovers: 0,
  provenAt: 0,
  probedAt: 0,
  isProving: false,
  lookups: 0,
  deadlines: {},
  outgoing: [],
}
