import { expect } from 'vitest'
import { untilPhase, waitFor } from '../../support/wait-for'
import { engine, fault } from '../kit/fault'
import { scriptedServer, refusedUrl } from '../kit/laboratory'
import { fin, reset, stall, upgrade, works } from '../kit/steps'
import { connected, expectPaced, expectPacedWaits } from '../kit/watched'
import type { Engine } from '../rows'

/** These engines report an aborted dial as closed, but keep the TCP connection until the server ends it. */
const KEEPS_TCP_CONNECTION: readonly Engine[] = ['websocket', 'firefox']

fault(1, 'reports 1006, and retries after at least the minimum delay', async () => {
  const { connection, events, waits } = connected(await refusedUrl())
  await waitFor(() => waits.length >= 4)
  expect(connection.getSnapshot().lastClose).toEqual({ code: 1006, reason: '', wasClean: false })
  expect(new Set(events)).toEqual(new Set(['error connect-failed']))
  expect(waits.map(({ attempt }) => attempt).slice(0, 4)).toEqual([1, 2, 3, 4])
  expectPacedWaits(waits)
})

fault(2, 'abandons the dial at the connect timeout, and retries', async () => {
  const server = await scriptedServer([stall], works)
  const { connection, events } = connected(server.url, { connectTimeoutMs: 1000 })
  await untilPhase(connection, 'open')
  expect(events).toEqual(['error connect-timeout', 'open'])
  const [first, second] = await server.until(([silent]) => silent?.endedAt != null || KEEPS_TCP_CONNECTION.includes(engine))
  expect(second!.acceptedAt - first!.acceptedAt).toBeGreaterThan(900)
})

fault(3, 'fails the attempt, and retries with delays', async () => {
  const half = [upgrade({ half: true }), fin]
  const server = await scriptedServer(half, half, half, works)
  const { connection, events } = connected(server.url)
  await untilPhase(connection, 'open')
  expect(events).toEqual(['error connect-failed', 'error connect-failed', 'error connect-failed', 'open'])
  expectPaced(await server.seen())
})

fault(8, 'fails the attempt, emits no close event, and retries', async () => {
  const server = await scriptedServer([reset], [reset], [reset], works)
  const { connection, events } = connected(server.url)
  await untilPhase(connection, 'open')
  expect(events).toEqual(['error connect-failed', 'error connect-failed', 'error connect-failed', 'open'])
  expectPaced(await server.seen())
})
