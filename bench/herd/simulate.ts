import { createRandom, type Random } from './random'

/** When a client dials again. */
export interface Policy {
  readonly name: string
  /** A dial that is unanswered for that long is given up. Infinity: never, or not by the library. */
  readonly connectTimeoutMs: number
  /**
   * @param failures Failed dials since the server was lost; 0 for the loss itself.
   * @param random Uniform in [0, 1), fresh for each call.
   * @returns Delay before the next dial, or null to give up for good.
   */
  delayMs(failures: number, random: number, client: number): number | null
}

export interface Server {
  readonly name: string
  /** Share of all clients that it can let in per second. */
  readonly acceptsPerSecond: number
  /** Dials that would have to wait longer are refused at once. */
  readonly maxWaitMs: number
}

export interface Scenario {
  readonly clients: number
  readonly outageMs: number
  readonly policy: Policy
  readonly server: Server
}

/** By slots of `SLOT_MS` since the server was lost. */
export interface Outcome {
  /** Dials that reached the server or the place where it had been. */
  readonly arrivals: Uint32Array
  /** Clients let in. */
  readonly returns: Uint32Array
  readonly dials: number
  readonly gaveUp: number
}

export const SLOT_MS = 100
/** How long the server is watched after it came back. */
export const WATCHED_MS = 180_000
const SEED = 2026
/** One way between a client and the server, at random: 5 to 104 ms. */
const MIN_LATENCY_MS = 5
const LATENCIES_MS = 100
const NOBODY = -1
const MAX_COUNTED_FAILURES = 255

/** Of each client two numbers side by side, which one look into memory fetches: who dials after it, and its traits. */
const NEXT = 0
const TRAITS = 1
/** Its latency is in the lower bits of the traits, its failures above them. */
const LATENCY_BITS = 8
const LATENCY_MASK = (1 << LATENCY_BITS) - 1
const ONE_FAILURE = 1 << LATENCY_BITS

/** Everything there is to know at one moment: those who will dial in one millisecond form a list, threaded through `clients`. */
interface Crowd extends Omit<Scenario, 'server' | 'clients'> {
  readonly endMs: number
  readonly random: Random
  readonly arrivals: Uint32Array
  readonly firstAt: Int32Array
  readonly clients: Int32Array
  dials: number
  gaveUp: number
}

/**
 * All clients are connected when the server dies, which each learns after its own latency. Until it is back, every dial is
 * refused. A discrete-event simulation in whole milliseconds: the only event is a dial that arrives.
 */
export const simulate = ({ server, ...scenario }: Scenario): Outcome => simulateEach(scenario, [server])[0]!

/** The same for several servers, with one outage: they cannot differ before they are back. */
export function simulateEach(scenario: Omit<Scenario, 'server'>, servers: readonly Server[]): Outcome[] {
  const crowd = loseServer(scenario)
  return servers.map((server) => comeBack(crowd, createDoor(server, scenario.clients)))
}

function loseServer({ clients, outageMs, policy }: Omit<Scenario, 'server'>): Crowd {
  const endMs = outageMs + WATCHED_MS
  const crowd: Crowd = {
    outageMs,
    policy,
    endMs,
    random: createRandom(SEED),
    arrivals: new Uint32Array(endMs / SLOT_MS),
    firstAt: new Int32Array(endMs).fill(NOBODY),
    clients: new Int32Array(2 * clients),
    dials: 0,
    gaveUp: 0,
  }
  for (let client = 0; client < clients; client++) {
    const latency = MIN_LATENCY_MS + Math.floor(crowd.random.next() * LATENCIES_MS)
    crowd.clients[2 * client + TRAITS] = latency
    redial(crowd, client, latency)
  }
  dialUntil(crowd, 0, outageMs, (client, now) => redial(crowd, client, now + latencyOf(crowd, client)))
  return crowd
}

/** What a policy keeps of its clients is not copied: only one that keeps nothing can come back to more than one server. */
function comeBack(lost: Crowd, admit: (now: number) => number | null): Outcome {
  const crowd: Crowd = {
    ...lost,
    random: lost.random.fork(),
    arrivals: lost.arrivals.slice(),
    firstAt: lost.firstAt.slice(),
    clients: lost.clients.slice(),
  }
  const { outageMs, endMs, policy } = crowd
  const returns = new Uint32Array(endMs / SLOT_MS)
  dialUntil(crowd, outageMs, endMs, (client, now) => {
    const latency = latencyOf(crowd, client)
    const acceptedAt = admit(now)
    if (acceptedAt === null) return redial(crowd, client, now + latency)
    const givenUpAt = now - latency + policy.connectTimeoutMs
    // The server takes its turn with a dial that nobody waits for any more: it cannot know.
    if (acceptedAt + latency > givenUpAt) return redial(crowd, client, givenUpAt)
    if (acceptedAt < endMs) returns[slotOf(acceptedAt)]!++
  })
  return { arrivals: crowd.arrivals, returns, dials: crowd.dials, gaveUp: crowd.gaveUp }
}

function dialUntil(crowd: Crowd, fromMs: number, endMs: number, arrive: (client: number, now: number) => void): void {
  const { firstAt, clients, arrivals } = crowd
  for (let now = fromMs; now < endMs; now++) {
    let dials = 0
    for (let client = firstAt[now]!, next; client !== NOBODY; client = next) {
      next = clients[2 * client + NEXT]!
      dials++
      arrive(client, now)
    }
    arrivals[slotOf(now)]! += dials
    crowd.dials += dials
  }
}

/** The client learns at `knownMs` that it has no socket. */
function redial(crowd: Crowd, client: number, knownMs: number): void {
  const { clients, firstAt } = crowd
  const traits = clients[2 * client + TRAITS]!
  const failures = traits >> LATENCY_BITS
  const delay = crowd.policy.delayMs(failures, crowd.random.next(), client)
  if (failures < MAX_COUNTED_FAILURES) clients[2 * client + TRAITS] = traits + ONE_FAILURE
  if (delay === null) return void crowd.gaveUp++
  const arrivesAt = Math.ceil(knownMs + delay) + (traits & LATENCY_MASK)
  if (arrivesAt >= crowd.endMs) return
  clients[2 * client + NEXT] = firstAt[arrivesAt]!
  firstAt[arrivesAt] = client
}

const latencyOf = (crowd: Crowd, client: number): number => crowd.clients[2 * client + TRAITS]! & LATENCY_MASK

const slotOf = (ms: number): number => Math.floor(ms / SLOT_MS)

/** First come, first served: when a dial that arrives now is let in, or null when it is refused. */
function createDoor({ acceptsPerSecond, maxWaitMs }: Server, clients: number): (now: number) => number | null {
  const turnMs = 1000 / (acceptsPerSecond * clients)
  let freeAt = 0
  return (now) => {
    freeAt = Math.max(now, freeAt)
    if (freeAt - now > maxWaitMs) return null
    return (freeAt += turnMs)
  }
}
