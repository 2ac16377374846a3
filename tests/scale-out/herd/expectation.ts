import { ours } from '../../../bench/herd/policies'
import { unlimited } from '../../../bench/herd/scenarios'
import { simulate, SLOT_MS } from '../../../bench/herd/simulate'

/** What the simulation of `bench/herd` says about an outage. */
export interface Expectation {
  /** Largest expected number of arrivals in a slot after the outage. */
  readonly peak: number
  /** More arrivals in any slot after the outage are not chance. */
  readonly peakBound: number
  /** After this time, counted from the end of the outage, every client has reconnected. */
  readonly reconnectedMs: number
}

/** So many clients are simulated for each real one. The mean of their arrivals is the expected number for the real ones. */
const SCALE = 1000
/** How often a correct herd may be above the bound. */
const RISK = 0.001

/**
 * The dials of the clients are independent, so the arrivals in a slot have at most the spread of a Poisson distribution around their
 * expected number. The bound is the smallest number that is exceeded in any slot with a probability below `RISK`.
 *
 * @param stallMs How long a process with clients did nothing: what was due meanwhile arrives in the slot after it.
 */
export function expectHerd(clients: number, outageMs: number, stallMs: number): Expectation {
  const { arrivals, reconnects } = simulate({ clients: clients * SCALE, outageMs, policy: ours, server: unlimited })
  const firstSlot = outageMs / SLOT_MS
  const expected = [...arrivals.subarray(firstSlot)].map((count) => count / SCALE)
  const lateSlots = Math.ceil(stallMs / SLOT_MS)
  const withLate = expected.map((_, slot) => sum([...arrivals.subarray(firstSlot + slot - lateSlots, firstSlot + slot + 1)]) / SCALE)
  let peakBound = Math.ceil(Math.max(...withLate))
  while (sum(withLate.map((mean) => poissonTail(mean, peakBound))) > RISK) peakBound++
  return { peak: Math.max(...expected), peakBound, reconnectedMs: (reconnects.findLastIndex((count) => count > 0) + 1 - firstSlot) * SLOT_MS }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** The probability of more than `most` events when `mean` are expected. */
export function poissonTail(mean: number, most: number): number {
  let term = Math.exp(-mean)
  let sum = term
  for (let i = 1; i <= most; i++) sum += term *= mean / i
  return Math.max(0, 1 - sum)
}
