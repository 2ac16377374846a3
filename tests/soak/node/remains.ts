import { setImmediate as nextTurn } from 'node:timers/promises'
import { pause } from '../../support/wait-for'
import type { ServerProcess } from '../support/server-process'

declare const gc: () => void

/** What a round left behind after it had time to release everything. */
export interface Remains {
  readonly connections: number
  readonly lifecycleListeners: number
  readonly sockets: number
  /** The active resources of the process, such as timers, sockets and handles, counted by kind. */
  readonly resources: Readonly<Record<string, number>>
}

export interface Watched {
  readonly connections: readonly WeakRef<object>[]
  readonly lifecycleListeners: number
}

/** Longer than any delay in the options here. Shorter than 5 s, the delay of a timer that is not cleared. */
const DEADLINE_MS = 4000

async function collect(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await nextTurn()
    gc()
  }
}

export async function heapUsed(): Promise<number> {
  await collect()
  return process.memoryUsage().heapUsed
}

const resources = (): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

const isNothingLeft = ({ connections, lifecycleListeners, sockets, resources: { Timeout = 0, TCPSocketWrap = 0 } }: Remains) =>
  connections + lifecycleListeners + sockets + Timeout + TCPSocketWrap === 0

/** Waits until nothing is left. Returns what is still left after the deadline. */
export async function settle(server: ServerProcess, watched: () => Watched): Promise<Remains> {
  const end = performance.now() + DEADLINE_MS
  for (;;) {
    await collect()
    const { connections, lifecycleListeners } = watched()
    const { alive } = await server.report()
    const remains = {
      connections: connections.filter((reference) => reference.deref()).length,
      lifecycleListeners,
      sockets: alive,
      resources: resources(),
    }
    if (isNothingLeft(remains) || performance.now() > end) return remains
    await pause(20)
  }
}
