import type { StartedEngine } from '../processes/engine'
import { liveMemoryOf, startGateway } from '../processes/gateway'
import type { Bench } from './bench'

export interface Start {
  /** From the start of the process until it accepts sockets. */
  readonly readyMs: number
  /** Resident memory in kB. */
  readonly memory: number
}

/** Starts a gateway that reads this number of entries. */
export async function measureStart({ programs }: Bench, engine: StartedEngine, window: number): Promise<Start> {
  const gateway = await startGateway(programs, engine, { window, collects: true })
  try {
    return { readyMs: gateway.readyMs, memory: await liveMemoryOf(gateway) }
  } finally {
    await gateway.kill()
  }
}
