import { createRandom } from './random'

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

/**
 * All clients are connected when the server dies, which each learns after its own latency. Until it is back, every dial is
 * refused. A discrete-event simulation in whole milliseconds: the only event is a dial that arrives, and those of one
 * millisecond form a list, threaded through one array.
 */
export function simulate({ clients, outageMs, policy, server }: Scenario): Outcome {
  const random = createRandom(SEED)
  const endMs = outageMs + WATCHED_MS
  const arrivals = new Uint32Array(endMs / SLOT_MS)
  const returns = new Uint32Array(endMs / SLOT_MS)
  const firstAt = new Int32Array(endMs).fill(NOBODY)
  const nextOf = new Int32Array(clients)
  const failuresOf = new Uint8Array(clients)
  const latencyOf = new Uint8Array(clients)
  const admit = createDoor(server, clients)
  let dials = 0
  let gaveUp = 0

  /** The client learns at `knownMs` that it has no socket. */
  function redial(client: number, knownMs: number): void {
    const failures = failuresOf[client]!
    const delay = policy.delayMs(failures, random(), client)
    if (failures < MAX_COUNTED_FAILURES) failuresOf[client] = failures + 1
    if (delay === null) return void gaveUp++
    const arrivesAt = Math.ceil(knownMs + delay) + latencyOf[client]!
    if (arrivesAt >= endMs) return
    nextOf[client] = firstAt[arrivesAt]!
    firstAt[arrivesAt] = client
  }

  function arrive(client: number, now: number): void {
    dials++
    arrivals[slotOf(now)]!++
    const latency = latencyOf[client]!
    if (now < outageMs) return redial(client, now + latency)
    const acceptedAt = admit(now)
    if (acceptedAt === null) return redial(client, now + latency)
    const givenUpAt = now - latency + policy.connectTimeoutMs
    // The server takes its turn with a dial that nobody waits for any more: it cannot know.
    if (acceptedAt + latency > givenUpAt) return redial(client, givenUpAt)
    if (acceptedAt < endMs) returns[slotOf(acceptedAt)]!++
  }

  for (let client = 0; client < clients; client++) {
    latencyOf[client] = MIN_LATENCY_MS + Math.floor(random() * LATENCIES_MS)
    redial(client, latencyOf[client]!)
  }
  for (let now = 0; now < endMs; now++)
    for (let client = firstAt[now]!, next; client !== NOBODY; client = next) {
      next = nextOf[client]!
      arrive(client, now)
    }
  return { arrivals, returns, dials, gaveUp }
}

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
