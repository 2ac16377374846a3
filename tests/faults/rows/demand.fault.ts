import { expect } from 'vitest'
import { createRegistry } from 'websocket-store'
import { pause, untilPhase } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { misbehave } from '../kit/laboratory'
import { works } from '../kit/steps'
import { watched } from '../kit/watched'

const LINGER_MS = 300

fault(37, 'keeps its socket from one owner to the next, also when nobody owns it for a moment', async () => {
  const server = await misbehave(works)
  const { connection, told } = watched(server.url, { lingerMs: LINGER_MS })
  // As StrictMode mounts: at once again, before anything could be dialled.
  connection.retain()()
  let release = connection.retain()
  await untilPhase(connection, 'open')
  for (let swaps = 0; swaps < 20; swaps++) {
    release()
    if (swaps % 5 === 0) await pause(LINGER_MS / 6)
    release = connection.retain()
  }
  await pause(2 * LINGER_MS)
  expect(told).toEqual(['open'])
  expect(await server.seen()).toHaveLength(1)
  release()
  await server.until(([line]) => line!.endedAt !== null)
  // The server knows a moment before this side hears of it.
  await untilPhase(connection, 'idle')
  expect(told).toEqual(['open', 'close 1000'])
})

fault(37, 'is the same connection for whoever names the same url', async () => {
  const server = await misbehave(works)
  const registry = createRegistry()
  const [before, after] = [registry.connection(server.url), registry.connection(server.url)]
  expect(after).toBe(before)
  registry.dispose()
})
