import { shuffled } from '../../performance/report/stats'
import { DIRECT, NARROW, RECEIVERS, WIDE } from '../load'
import type { StartedEngine } from '../processes/engine'
import { socketUrl, startGateway, token } from '../processes/gateway'
import { startNginx } from '../processes/nginx'
import type { Bench } from './bench'
import { measurePaced, type Paced } from './paced'
import { createPublisher } from './publisher'
import { measureSaturated, warmUp, type Saturated } from './saturated'

type ByGroup<Value> = Readonly<Record<'narrow' | 'wide', Value>>

export interface GatewaysSample {
  readonly saturated: ByGroup<Saturated>
  /** `direct`: without nginx, from a single gateway. */
  readonly paced: ByGroup<Paced> & { readonly direct?: Paced }
}

const WARM_UP_MESSAGES = 20_000

/** Starts this number of gateways behind nginx, measures them, and ends them: others would read the stream too. */
export async function measureGateways({ programs, clients }: Bench, engine: StartedEngine, count: number, durationMs: number): Promise<GatewaysSample> {
  const gateways = await Promise.all(Array.from({ length: count }, () => startGateway(programs, engine)))
  const nginx = await startNginx(gateways.map(({ port }) => port))
  const publisher = createPublisher(engine.engine)
  const isSingle = count === 1
  try {
    await clients.connect({ url: socketUrl(nginx.port), token, groups: [NARROW, WIDE], count: RECEIVERS })
    if (isSingle) await clients.connect({ url: socketUrl(gateways[0]!.port), token, groups: [DIRECT], count: RECEIVERS })
    const processes = { gateways: gateways.map(({ pid }) => pid), nginx: [nginx.pid], engine: [engine.pid] }
    const saturated: Partial<Record<'narrow' | 'wide', Saturated>> = {}
    for (const group of shuffled([NARROW, WIDE])) {
      await warmUp(clients, publisher, group, WARM_UP_MESSAGES * count)
      saturated[group.name] = await measureSaturated(clients, publisher, group, processes, durationMs)
    }
    const paced: Partial<Record<'narrow' | 'wide' | 'direct', Paced>> = {}
    for (const group of shuffled([NARROW, WIDE, ...(isSingle ? [DIRECT] : [])]))
      paced[group.name] = await measurePaced(clients, publisher, group, processes, durationMs)
    return { saturated, paced } as GatewaysSample
  } finally {
    await clients.disconnect()
    await Promise.all([nginx.end(), ...gateways.map((gateway) => gateway.kill())])
  }
}
