import type { Clients } from '../clients/clients'
import { fanOutOf, type ChannelGroup } from '../load'
import { startCpu, type Cpu, type Processes } from './cpu'
import type { Publisher } from './publisher'

export interface Saturated {
  readonly cpu: Cpu
  /** Messages that clients received. */
  readonly perSecond: number
}

/** Messages that are published and not received: enough that no process waits, and too few for a long queue in a gateway. */
const MAX_IN_FLIGHT = 10_000

/** Publishes as fast as the clients receive. Resolves when they have received everything, with their number of messages. */
async function saturate(clients: Clients, publisher: Publisher, group: ChannelGroup, isEnough: (published: number) => boolean): Promise<number> {
  const fanOut = fanOutOf(group)
  await clients.begin({ isTimed: false })
  let published = 0
  for (; !isEnough(published); published++) {
    // Waits for half of them, so that it does not wait for each message.
    if (published * fanOut - clients.received >= MAX_IN_FLIGHT) await clients.untilReceived(published * fanOut - MAX_IN_FLIGHT / 2)
    await publisher.publish(group)
  }
  await publisher.settled()
  await clients.untilReceived(published * fanOut)
  return published * fanOut
}

/** Runs the code until its compiler has done its work. */
export const warmUp = (clients: Clients, publisher: Publisher, group: ChannelGroup, messages: number): Promise<number> =>
  saturate(clients, publisher, group, (published) => published * fanOutOf(group) >= messages)

export async function measureSaturated(
  clients: Clients,
  publisher: Publisher,
  group: ChannelGroup,
  processes: Processes,
  durationMs: number,
): Promise<Saturated> {
  const startedAt = performance.now()
  const cpu = startCpu(processes)
  const received = await saturate(clients, publisher, group, () => performance.now() - startedAt > durationMs)
  const seconds = (performance.now() - startedAt) / 1000
  return { cpu: cpu(received, received / fanOutOf(group)), perSecond: received / seconds }
}
