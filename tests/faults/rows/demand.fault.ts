import { expect } from 'vitest'
import { createRegistry } from 'websocket-store'
import { pause, untilPhase } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { works } from '../kit/steps'
import { watched } from '../kit/watched'

const LINGER_MS = 300

fault(37, 'keeps its socket when demand moves to another holder, also after a short time without demand', async () => {
  const server = await scriptedServer(works)
  const { connection, events } = watched(server.url, { lingerMs: LINGER_MS })
  // Like a mount in StrictMode: retains again immediately, before the first dial.
  connection.retain()()
  let release = connection.retain()
  await untilPhase(connection, 'open')
  for (let swaps = 0; swaps < 20; swaps++) {
    release()
    if (swaps % 5 === 0) await pause(LINGER_MS / 6)
    release = connection.retain()
  }
  await pause(2 * LINGER_MS)
  expect(events).toEqual(['open'])
  expect(await server.seen()).toHaveLength(1)
  release()
  await server.until(([socket]) => socket!.endedAt !== null)
  // The server detects the close a moment before the client.
  await untilPhase(connection, 'idle')
  expect(events).toEqual(['open', 'close 1000'])
})

fault(37, 'returns the same connection for the same url', async () => {
  const server = await scriptedServer(works)
  const registry = createRegistry()
  const [before, after] = [registry.connection(server.url), registry.connection(server.url)]
  expect(after).toBe(before)
  registry.dispose()
})
