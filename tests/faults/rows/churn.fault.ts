import { onTestFinished } from 'vitest'
import { createRegistry } from 'websocket-store'
import type { Connection, ConnectionRegistry } from 'websocket-store'
import { pause, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { countTimers } from '../kit/live-timers'
import { works } from '../kit/steps'

const ROUNDS = 200
const MOUNTS_PER_ROUND = 50

/** Mounts holders of two urls. Some unmount immediately, some while the connection dials, some when it is open. */
async function churn(registry: ConnectionRegistry, url: string, round: number): Promise<WeakRef<Connection>[]> {
  const connections = [`${url}?a=${round}`, `${url}?b=${round}`].map((each) => registry.connection(each) as unknown as Connection)
  const releases = Array.from({ length: MOUNTS_PER_ROUND }, (_, mount) => {
    const stop = connections[mount % 2]!.onMessage(() => {})
    const release = connections[mount % 2]!.retain()
    return () => {
      stop()
      release()
    }
  })
  for (const release of releases.slice(2)) release()
  if (round % 3 === 1) await pause(0)
  if (round % 3 === 2) await waitFor(() => connections.every((each) => each.getSnapshot().phase === 'open'))
  for (const release of releases) release()
  return connections.map((each) => new WeakRef(each))
}

fault(
  36,
  'leaves no socket, timer, listener or connection behind',
  async () => {
    const server = await scriptedServer(works)
    let watchers = 0
    const source = () => {
      watchers++
      return () => void watchers--
    }
    const timers = countTimers()
    const registry = createRegistry({ defaults: { lingerMs: 0, lifecycle: { source } } })
    onTestFinished(() => registry.dispose())

    const refs: WeakRef<Connection>[] = []
    for (let round = 0; round < ROUNDS; round++) refs.push(...(await churn(registry, server.url, round)))

    await waitFor(() => watchers === 0)
    await server.until((sockets) => sockets.length > ROUNDS / 2 && sockets.every(({ endedAt }) => endedAt !== null))
    // Within less time than the connect timeout.
    await waitFor(() => timers() === 0, { timeoutMs: 3000 })
    const collect = (globalThis as { gc?: () => void }).gc
    if (collect)
      await waitFor(() => {
        collect()
        return refs.every((ref) => ref.deref() === undefined)
      })
  },
  { timeoutMs: 60_000 },
)
