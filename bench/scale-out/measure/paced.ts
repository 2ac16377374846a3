import type { Clients } from '../clients/clients'
import { fanOutOf, type ChannelGroup } from '../load'
import { percentile } from '../report/percentile'
import { startCpu, type Cpu, type Processes } from './cpu'
import { publishPaced, type Publisher } from './publisher'

/** From the call of `publish()` to the arrival at a client, in ms. */
export interface Latency {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export interface Paced {
  readonly cpu: Cpu
  readonly latency: Latency
}

/** Messages that all clients receive: far below what the machine can do. */
export const PER_SECOND = 5000

export async function measurePaced(
  clients: Clients,
  publisher: Publisher,
  group: ChannelGroup,
  processes: Processes,
  durationMs: number,
): Promise<Paced> {
  const perSecond = PER_SECOND / fanOutOf(group)
  const published = Math.ceil((perSecond * durationMs) / 1000)
  const received = published * fanOutOf(group)
  await clients.begin({ isTimed: true })
  const cpu = startCpu(processes)
  await publishPaced(publisher, group, published, perSecond)
  await clients.untilReceived(received)
  const used = cpu(received, published)
  const sorted = (await clients.latencies()).sort((a, b) => a - b)
  return { cpu: used, latency: { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), max: sorted.at(-1)! } }
}
