import { IDLE } from '../load'
import type { StartedEngine } from '../processes/engine'
import { liveMemoryOf, socketUrl, startGateway, token } from '../processes/gateway'
import type { Bench } from './bench'

/** Resident memory of a gateway in kB, by number of idle sockets. */
export type Connections = ReadonlyMap<number, number>

/** Each socket is authenticated and subscribed to a channel. Without nginx, whose `worker_connections` would have to be twice their number. */
export async function measureConnections({ programs, clients }: Bench, engine: StartedEngine, sizes: readonly number[]): Promise<Connections> {
  const gateway = await startGateway(programs, engine, { collects: true })
  const memory = new Map<number, number>()
  try {
    let connected = 0
    for (const size of sizes) {
      if (size > connected) await clients.connect({ url: socketUrl(gateway.port), token, groups: [IDLE], count: size - connected })
      connected = size
      memory.set(size, await liveMemoryOf(gateway))
    }
    return memory
  } finally {
    await clients.disconnect()
    await gateway.kill()
  }
}
