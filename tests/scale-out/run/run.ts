import { createRandom } from '../../../bench/herd/random'
import type { EngineName } from '../../../examples/scale-out/src/engine'
import { startBrowserClients } from '../clients/browser-clients'
import type { Group } from '../clients/group'
import { startNodeClients, type SentSettings } from '../clients/node-clients'
import { startCluster } from '../cluster/cluster'
import { injectFaults } from '../faults/inject'
import { planFaults } from '../faults/plan'
import { createGuard } from '../kit/guard'
import type { Programs } from '../kit/programs'
import { compare, type Finding } from '../record/compare'
import { channelNames, countMessages } from '../truth'
import { figuresOf, type Figures } from './figures'

export interface RunSize {
  readonly messages: number
  readonly durationMs: number
  readonly kills: number
  readonly reloads: number
  /** Whether the engine is restarted, and the stream trimmed and deleted. */
  readonly hasStreamFaults: boolean
  readonly channels: number
  readonly clients: number
  readonly pages: number
  /** Entries that a gateway keeps in memory. */
  readonly window: number
  /** How long clients may take to receive everything after the end. */
  readonly settleMs: number
}

export interface RunOptions extends RunSize {
  readonly engine: EngineName
  readonly seed: number
  /** See `createPublisher`. */
  readonly doubled?: number
}

export interface RunResult {
  readonly findings: readonly Finding[]
  readonly figures: Figures
}

const WORKERS = 2
/** A kill each two seconds is far more often than in production: with the defaults, the delays would grow up to half a minute. */
const RECONNECT = { stableAfterMs: 1000, maxDelayMs: 4000 }
const MAX_CHANNELS_OF_CLIENT = 3
const SUBSCRIBE_TIMEOUT_MS = 60_000

/** Runs the cluster, its clients and the faults, and compares what was published with what was received. */
export async function run(options: RunOptions, programs: Programs): Promise<RunResult> {
  const { engine, seed, messages, durationMs, window, doubled } = options
  const startedAt = performance.now()
  const random = createRandom(seed)
  const channels = channelNames(options.channels)
  const guard = createGuard()
  const endings: (() => unknown)[] = [() => guard.end()]
  try {
    const cluster = await startCluster({ engine, channels, window, doubled }, programs, guard)
    endings.push(() => cluster.end())
    const settingsOf = (client: string): SentSettings => {
      const count = Math.min(channels.length, 1 + Math.floor(random.next() * MAX_CHANNELS_OF_CLIENT))
      const chosen = new Set<string>()
      while (chosen.size < count) chosen.add(channels[Math.floor(random.next() * channels.length)]!)
      return { client, origin: cluster.origin, channels: [...chosen], reconnect: RECONNECT }
    }
    const settings = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => settingsOf(`${prefix}-${i + 1}`))

    const inNode = settings('node', options.clients)
    const groups: Group[] = []
    for (let worker = 0; worker < WORKERS; worker++) {
      const group = startNodeClients(programs.clients, inNode.filter((_, i) => i % WORKERS === worker))
      groups.push(group)
      endings.push(() => group.end())
    }
    if (options.pages > 0) {
      const browser = await startBrowserClients(settings('page', options.pages))
      groups.push(browser)
      endings.push(() => browser.end())
    }
    await Promise.all(groups.map((group) => group.untilSubscribed(SUBSCRIBE_TIMEOUT_MS)))

    const faults = planFaults(random, options)
    const [{ truth, retries }, faultsDone] = await Promise.all([
      cluster.publisher.run({ messages, durationMs, seed }),
      injectFaults(faults, cluster, messages),
    ])
    const clients = (await Promise.all(groups.map((group) => group.finish(truth, options.settleMs)))).flat()
    const seconds = (performance.now() - startedAt) / 1000
    return { findings: compare(truth, clients), figures: figuresOf({ clients, ...faultsDone, published: countMessages(truth), retries, seconds }) }
  } finally {
    for (const end of endings.reverse()) await end()
  }
}
