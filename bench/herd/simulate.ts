import { createRandom, type Random } from './random'

/** Decides when a client dials again. */
export interface Policy {
  readonly name: string
  /** A dial without an answer is abandoned after this time. Infinity: never, or not by the library. */
  readonly connectTimeoutMs: number
  /**
   * @param failures Failed dials since the start of the outage. 0 for the loss of the connection itself.
   * @param random Uniform in [0, 1), a new number for each call.
   * @returns Delay before the next dial, or null to give up permanently.
   */
  delayMs(failures: number, random: number, client: number): number | null
}

export interface Server {
  readonly name: string
  /** Share of all clients that it can accept per second. */
  readonly acceptsPerSecond: number
  /** Dials that would have to wait longer are refused immediately. */
  readonly maxWaitMs: number
}

export interface Scenario {
  readonly clients: number
  readonly outageMs: number
  readonly policy: Policy
  readonly server: Server
}

/** The arrays have one entry per slot of `SLOT_MS` since the start of the outage. */
export interface Outcome {
  /** Dials that arrived at the server, including those during the outage. */
  readonly arrivals: Uint32Array
  /** Accepted clients. */
  readonly reconnects: Uint32Array
  readonly dials: number
  readonly gaveUp: number
}

export const SLOT_MS = 100
/** How long the simulation runs after the outage. */
export const AFTER_OUTAGE_MS = 180_000
const SEED = 2026
/** One-way latency between a client and the server, random: 5 to 104 ms. */
const MIN_LATENCY_MS = 5
const LATENCIES_MS = 100
const NO_CLIENT = -1
const MAX_COUNTED_FAILURES = 255

/** Each client has two adjacent numbers, so one memory access loads both: the next client in its list, and its packed data. */
const NEXT = 0
const DATA = 1
/** The latency is in the lower bits of the data, the number of failures in the bits above. */
const LATENCY_BITS = 8
const LATENCY_MASK = (1 << LATENCY_BITS) - 1
const ONE_FAILURE = 1 << LATENCY_BITS

/** State of the simulation. The clients that dial in the same millisecond form a linked list inside `clients`. */
interface Simulation extends Omit<Scenario, 'server' | 'clients'> {
  readonly endMs: number
  readonly random: Random
  readonly arrivals: Uint32Array
  readonly firstAt: Int32Array
  readonly clients: Int32Array
  dials: number
  gaveUp: number
}

/**
 * All clients are connected when the server fails. Each client detects the failure after its own latency. During the outage every
 * dial is refused. This is a discrete-event simulation in whole milliseconds. The only event is the arrival of a dial.
 */
export const simulate = ({ server, ...scenario }: Scenario): Outcome => simulateEach(scenario, [server])[0]!

/** Simulates several servers. They share one simulation of the outage, because they differ only after it. */
export function simulateEach(scenario: Omit<Scenario, 'server'>, servers: readonly Server[]): Outcome[] {
  const outage = simulateOutage(scenario)
  return servers.map((server) => simulateRecovery(outage, createAdmission(server, scenario.clients)))
}

function simulateOutage({ clients, outageMs, policy }: Omit<Scenario, 'server'>): Simulation {
  const endMs = outageMs + AFTER_OUTAGE_MS
  const simulation: Simulation = {
    outageMs,
    policy,
    endMs,
    random: createRandom(SEED),
    arrivals: new Uint32Array(endMs / SLOT_MS),
    firstAt: new Int32Array(endMs).fill(NO_CLIENT),
    clients: new Int32Array(2 * clients),
    dials: 0,
    gaveUp: 0,
  }
  for (let client = 0; client < clients; client++) {
    const latency = MIN_LATENCY_MS + Math.floor(simulation.random.next() * LATENCIES_MS)
    simulation.clients[2 * client + DATA] = latency
    redial(simulation, client, latency)
  }
  dialUntil(simulation, 0, outageMs, (client, now) => redial(simulation, client, now + latencyOf(simulation, client)))
  return simulation
}

/** The internal state of a policy is not copied, so only a stateless policy can be used with more than one server. */
function simulateRecovery(outage: Simulation, admit: (now: number) => number | null): Outcome {
  const simulation: Simulation = {
    ...outage,
    random: outage.random.fork(),
    arrivals: outage.arrivals.slice(),
    firstAt: outage.firstAt.slice(),
    clients: outage.clients.slice(),
  }
  const { outageMs, endMs, policy } = simulation
  const reconnects = new Uint32Array(endMs / SLOT_MS)
  dialUntil(simulation, outageMs, endMs, (client, now) => {
    const latency = latencyOf(simulation, client)
    const acceptedAt = admit(now)
    if (acceptedAt === null) return redial(simulation, client, now + latency)
    const abandonedAt = now - latency + policy.connectTimeoutMs
    // The server also spends time on a dial that the client has abandoned, because it cannot know this.
    if (acceptedAt + latency > abandonedAt) return redial(simulation, client, abandonedAt)
    if (acceptedAt < endMs) reconnects[slotOf(acceptedAt)]!++
  })
  return { arrivals: simulation.arrivals, reconnects, dials: simulation.dials, gaveUp: simulation.gaveUp }
}

function dialUntil(simulation: Simulation, fromMs: number, endMs: number, arrive: (client: number, now: number) => void): void {
  const { firstAt, clients, arrivals } = simulation
  for (let now = fromMs; now < endMs; now++) {
    let dials = 0
    for (let client = firstAt[now]!, next; client !== NO_CLIENT; client = next) {
      next = clients[2 * client + NEXT]!
      dials++
      arrive(client, now)
    }
    arrivals[slotOf(now)]! += dials
    simulation.dials += dials
  }
}

/** The client detects at `knownMs` that it has no socket. */
function redial(simulation: Simulation, client: number, knownMs: number): void {
  const { clients, firstAt } = simulation
  const data = clients[2 * client + DATA]!
  const failures = data >> LATENCY_BITS
  const delay = simulation.policy.delayMs(failures, simulation.random.next(), client)
  if (failures < MAX_COUNTED_FAILURES) clients[2 * client + DATA] = data + ONE_FAILURE
  if (delay === null) return void simulation.gaveUp++
  const arrivesAt = Math.ceil(knownMs + delay) + (data & LATENCY_MASK)
  if (arrivesAt >= simulation.endMs) return
  clients[2 * client + NEXT] = firstAt[arrivesAt]!
  firstAt[arrivesAt] = client
}

const latencyOf = (simulation: Simulation, client: number): number => simulation.clients[2 * client + DATA]! & LATENCY_MASK

const slotOf = (ms: number): number => Math.floor(ms / SLOT_MS)

/** First come, first served. Returns the time at which a dial that arrives now is accepted, or null if it is refused. */
function createAdmission({ acceptsPerSecond, maxWaitMs }: Server, clients: number): (now: number) => number | null {
  const intervalMs = 1000 / (acceptsPerSecond * clients)
  let freeAt = 0
  return (now) => {
    freeAt = Math.max(now, freeAt)
    if (freeAt - now > maxWaitMs) return null
    return (freeAt += intervalMs)
  }
}
