import { join } from 'node:path'
import { SLOT_MS } from '../../../bench/herd/simulate'
import { pause, waitFor } from '../../support/wait-for'
import { startNodeClients } from '../clients/node-clients'
import { startCluster } from '../cluster/cluster'
import { createGuard } from '../kit/guard'
import { preparePrograms } from '../kit/programs'
import type { ClientReport } from '../record/report'
import type { Check } from '../run/checks'
import { channelNames } from '../truth'
import { accessLog, peakOf, readArrivals, SWITCHING_PROTOCOLS } from './access-log'
import { expectHerd, type Expectation } from './expectation'

export interface Herd {
  readonly clients: number
  readonly outageMs: number
  /** The longest time for which a process with clients did nothing after the outage. */
  readonly stalledMs: number
  readonly expected: Expectation
  /** Arrivals at nginx in the busiest 100 ms after the outage. */
  readonly peak: number
  /** From the end of the outage to the arrival of the last client. */
  readonly reconnectedMs: number
  readonly reports: readonly ClientReport[]
}

const WORKERS = 2
const CLIENTS = 1000
/** Then the attempts of the clients count from zero: more than the default of `stableAfterMs`. */
const STABLE_MS = 11_000
const SUBSCRIBE_TIMEOUT_MS = 60_000
/** The simulation does not know how long it takes to open a socket on a busy machine. */
const OPEN_MS = 2000
/** nginx needs two file descriptors for each socket. Many systems allow 1024. */
const MORE_FILES = { 'worker_processes 1;': 'worker_processes 1;\nworker_rlimit_nofile 8192;' }

/** Kills all gateways, and starts them again after the outage. The clients have the default options of `reconnect`. */
export async function runHerd(outageMs: number): Promise<Herd> {
  const guard = createGuard()
  const endings: (() => unknown)[] = [() => guard.end()]
  try {
    const log = join(guard.folder, 'access.log')
    const programs = await preparePrograms(guard.folder)
    const channels = channelNames(1)
    const nginx = { ...MORE_FILES, 'access_log off': accessLog(log) }
    const cluster = await startCluster({ engine: 'nats', channels, window: 1000, nginx }, programs, guard)
    endings.push(() => cluster.end())
    const clients = Array.from({ length: CLIENTS }, (_, i) => ({ client: `client-${i + 1}`, origin: cluster.origin, channels }))
    const groups = Array.from({ length: WORKERS }, (_, worker) =>
      startNodeClients(programs.clients, clients.filter((__, i) => i % WORKERS === worker)),
    )
    for (const group of groups) endings.push(() => group.end())
    const untilSubscribed = () => Promise.all(groups.map((group) => group.untilSubscribed(SUBSCRIBE_TIMEOUT_MS)))
    const stallMs = async () => Math.max(...(await Promise.all(groups.map((group) => group.stallMs()))))
    await untilSubscribed()
    await pause(STABLE_MS)

    const killedAt = Date.now()
    await Promise.all(cluster.gateways.map((gateway) => gateway.kill()))
    await pause(outageMs)
    await Promise.race(cluster.gateways.map((gateway) => gateway.start()))
    const endedAt = Date.now()
    await stallMs()
    await untilSubscribed()
    const stalledMs = await stallMs()

    const { truth } = await cluster.publisher.run({ messages: channels.length, durationMs: 1, seed: 0 })
    const reports = (await Promise.all(groups.map((group) => group.finish(truth, SUBSCRIBE_TIMEOUT_MS)))).flat()
    const socketsSince = (from: number) => readArrivals(log).filter(({ at }) => at >= from)
    // nginx logs a socket when it has ended.
    await waitFor(() => socketsSince(killedAt).filter(isSocket).length >= CLIENTS, { message: 'nginx has not logged all sockets' })
    const arrivals = socketsSince(endedAt)
    const measuredMs = Math.round((endedAt - killedAt) / SLOT_MS) * SLOT_MS
    return {
      clients: CLIENTS,
      outageMs: measuredMs,
      stalledMs,
      expected: expectHerd(CLIENTS, measuredMs, stalledMs),
      peak: peakOf(arrivals, endedAt, SLOT_MS),
      reconnectedMs: Math.max(...arrivals.filter(isSocket).map(({ at }) => at - endedAt)),
      reports,
    }
  } finally {
    for (const end of endings.reverse()) await end()
  }
}

const isSocket = ({ status }: { readonly status: number }) => status === SWITCHING_PROTOCOLS

export function herdChecks({ clients, stalledMs, expected, peak, reconnectedMs, reports }: Herd): Check[] {
  const opens = reports.reduce((total, report) => total + report.opens, 0)
  const connected = reports.filter(({ channels }) => channels.every(({ status }) => status === 'subscribed')).length
  return [
    {
      what: 'the peak of arrivals is that of the simulation',
      isMet: peak <= expected.peakBound,
      detail: `${peak} in 100 ms, ${expected.peak.toFixed(1)} expected, at most ${expected.peakBound} when processes stall for ${Math.round(stalledMs)} ms`,
    },
    {
      what: 'all clients reconnect in the time of the simulation',
      isMet: reconnectedMs <= expected.reconnectedMs + OPEN_MS,
      detail: `${(reconnectedMs / 1000).toFixed(1)} s, at most ${(expected.reconnectedMs + OPEN_MS) / 1000} s`,
    },
    { what: 'no client is lost', isMet: connected === clients, detail: `${connected} of ${clients}` },
    { what: 'each client reconnects once', isMet: reports.every(({ opens }) => opens === 2), detail: `${opens / clients - 1} times on average` },
  ]
}
