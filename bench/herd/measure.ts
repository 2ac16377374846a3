import { simulate, SLOT_MS, type Outcome, type Scenario } from './simulate'

/** Shares are of all clients; times are in ms from the moment the server is back, null when that never came. */
export interface Measured {
  readonly scenario: Scenario
  readonly outcome: Outcome
  /** Greatest share that arrives within one slot. */
  readonly peak: number
  readonly halfBackMs: number | null
  readonly nearlyAllBackMs: number | null
  readonly isEverybodyBack: boolean
  readonly gaveUp: number
  readonly dialsPerClient: number
}

const NEARLY_ALL = 0.99

export function measure(scenario: Scenario): Measured {
  const { clients, outageMs } = scenario
  const outcome = simulate(scenario)
  const firstSlot = outageMs / SLOT_MS

  const backMs = (share: number): number | null => {
    let back = 0
    const slot = outcome.returns.findIndex((count) => (back += count) >= clients * share)
    return slot < 0 ? null : (slot + 1 - firstSlot) * SLOT_MS
  }

  return {
    scenario,
    outcome,
    peak: outcome.arrivals.subarray(firstSlot).reduce((a, b) => Math.max(a, b)) / clients,
    halfBackMs: backMs(0.5),
    nearlyAllBackMs: backMs(NEARLY_ALL),
    isEverybodyBack: backMs(1) !== null,
    gaveUp: outcome.gaveUp / clients,
    dialsPerClient: outcome.dials / clients,
  }
}
