import { expect } from 'vitest'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { countedSocket } from '../kit/counted-socket'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { works } from '../kit/steps'
import { connected } from '../kit/watched'

/** Long enough that Firefox delays each dial to this port by some seconds. */
const OUTAGE_MS = 12_000
const RECOVERY_MS = 60_000

async function expectRecovery(connectTimeoutMs?: number): Promise<void> {
  const server = await scriptedServer(works)
  const { WebSocket, mostAtOnce, constructed } = countedSocket()
  const { connection, count } = connected(server.url, { WebSocket, ...(connectTimeoutMs && { connectTimeoutMs }) })
  await untilPhase(connection, 'open')
  await server.goDown()
  await waitFor(() => count('error connect-failed') > 0)
  await pause(OUTAGE_MS)
  await server.comeUp()
  await waitFor(() => connection.getSnapshot().phase === 'open', { timeoutMs: RECOVERY_MS })
  connection.send('hello')
  await waitFor(() => count('message hello') === 1)
  expect(mostAtOnce()).toBe(1)
  expect(constructed()).toBeGreaterThan(2)
  const live = (await server.seen()).filter(({ endedAt }) => endedAt === null)
  expect(live).toHaveLength(1)
}

const timeoutMs = OUTAGE_MS + RECOVERY_MS + 30_000

fault(38, 'makes one attempt at a time, and opens soon after the server is back', () => expectRecovery(), { timeoutMs })

fault(38, 'also recovers when the browser delays dials for longer than the connect timeout', () => expectRecovery(1000), { timeoutMs })
