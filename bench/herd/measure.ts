import { simulateEach, SLOT_MS, type Outcome, type Scenario, type Server } from './simulate'

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

export const measure = ({ server, ...scenario }: Scenario): Measured => measureEach(scenario, [server])[0]!

/** The same crowd with each of the servers. */
export function measureEach(scenario: Omit<Scenario, 'server'>, servers: readonly Server[]): Measured[] {
  const outcomes = simulateEach(scenario, servers)
  return servers.map((server, i) => evaluate({ ...scenario, server }, outcomes[i]!))
}

function evaluate(scenario: Scenario, outcome: Outcome): Measured {
  const { clients, outageMs } = scenario
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
