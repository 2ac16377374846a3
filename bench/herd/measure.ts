import { simulateEach, SLOT_MS, type Outcome, type Scenario, type Server } from './simulate'

/** Shares are fractions of all clients. Times are in ms after the end of the outage, or null if it did not happen. */
export interface Measured {
  readonly scenario: Scenario
  readonly outcome: Outcome
  /** Largest share that arrives in one slot. */
  readonly peak: number
  readonly halfReconnectedMs: number | null
  readonly nearlyAllReconnectedMs: number | null
  readonly isEveryClientReconnected: boolean
  readonly gaveUp: number
  readonly dialsPerClient: number
}

const NEARLY_ALL = 0.99

export const measure = ({ server, ...scenario }: Scenario): Measured => measureEach(scenario, [server])[0]!

/** Measures the same clients with each of the servers. */
export function measureEach(scenario: Omit<Scenario, 'server'>, servers: readonly Server[]): Measured[] {
  const outcomes = simulateEach(scenario, servers)
  return servers.map((server, i) => evaluate({ ...scenario, server }, outcomes[i]!))
}

function evaluate(scenario: Scenario, outcome: Outcome): Measured {
  const { clients, outageMs } = scenario
  const firstSlot = outageMs / SLOT_MS

  const reconnectedMs = (share: number): number | null => {
    let reconnected = 0
    const slot = outcome.reconnects.findIndex((count) => (reconnected += count) >= clients * share)
    return slot < 0 ? null : (slot + 1 - firstSlot) * SLOT_MS
  }

  return {
    scenario,
    outcome,
    peak: outcome.arrivals.subarray(firstSlot).reduce((a, b) => Math.max(a, b)) / clients,
    halfReconnectedMs: reconnectedMs(0.5),
    nearlyAllReconnectedMs: reconnectedMs(NEARLY_ALL),
    isEveryClientReconnected: reconnectedMs(1) !== null,
    gaveUp: outcome.gaveUp / clients,
    dialsPerClient: outcome.dials / clients,
  }
}
