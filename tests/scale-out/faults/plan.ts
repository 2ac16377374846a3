import type { Random } from '../../../bench/herd/random'

/** `trim`: the stream is trimmed while one gateway is stopped. */
export type FaultKind = 'kill' | 'reload' | 'restart-engine' | 'trim' | 'delete-stream'

export interface Fault {
  readonly kind: FaultKind
  /** The share of the messages that is published before. Not a time: an engine that stands still holds up the faults too. */
  readonly after: number
  /** Uniform in [0, 1): which of the gateways, where one is affected. */
  readonly pick: number
  /** How long the process is away, where one is killed. */
  readonly downMs: number
}

export interface PlanOptions {
  readonly kills: number
  readonly reloads: number
  /** Whether the engine is restarted, and the stream trimmed and deleted, once each. */
  readonly hasStreamFaults: boolean
}

/** The faults are in the middle of the run, so that messages are delivered before and after each of them. */
const FROM = 0.05
const UNTIL = 0.92
/** Only gateways are away before it, so that clients can resume: a fault of the stream causes gaps instead, for some time. */
const CALM_UNTIL = 0.25
const MAX_DOWN_MS = 2000
const ONCE = ['restart-engine', 'trim', 'delete-stream'] as const satisfies readonly FaultKind[]

/** Chooses when each fault happens. The same random numbers give the same plan. */
export function planFaults(random: Random, { kills, reloads, hasStreamFaults }: PlanOptions): Fault[] {
  const within = (from: number, until: number) => from + random.next() * (until - from)
  const fault = (kind: FaultKind, after: number): Fault => ({ kind, after, pick: random.next(), downMs: random.next() * MAX_DOWN_MS })
  // One in each part of the run, so that what follows from one is not mistaken for what follows from another.
  const part = (UNTIL - CALM_UNTIL) / ONCE.length
  const once = shuffled(hasStreamFaults ? ONCE : [], random).map((kind, i) => fault(kind, within(CALM_UNTIL + (i + 0.2) * part, CALM_UNTIL + (i + 0.6) * part)))
  const repeated = (kind: FaultKind, count: number) => Array.from({ length: count }, (_, i) => fault(kind, within(FROM, i % 2 === 0 ? CALM_UNTIL : UNTIL)))
  return [...once, ...repeated('kill', kills), ...repeated('reload', reloads)].sort((a, b) => a.after - b.after)
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items]
  return items.map(() => left.splice(Math.floor(random.next() * left.length), 1)[0]!)
}
