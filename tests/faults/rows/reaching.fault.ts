import { expect } from 'vitest'
import { untilPhase, waitFor } from '../../support/wait-for'
import { engine, fault } from '../kit/fault'
import { misbehave, refusedUrl } from '../kit/laboratory'
import { fin, reset, stall, upgrade, works } from '../kit/steps'
import { connected, expectPaced, expectPacedWaits } from '../kit/watched'
import type { Engine } from '../rows'

/** These say that the dial is taken back, and keep the line until the server ends it. */
const KEEPS_THE_LINE: readonly Engine[] = ['websocket', 'firefox']

fault(1, 'closes as 1006 and dials again after the least delay or more', async () => {
  const { connection, told, waits } = connected(await refusedUrl())
  await waitFor(() => waits.length >= 4)
  expect(connection.getSnapshot().lastClose).toEqual({ code: 1006, reason: '', wasClean: false })
  expect(new Set(told)).toEqual(new Set(['error connect-failed']))
  expect(waits.map(({ attempt }) => attempt).slice(0, 4)).toEqual([1, 2, 3, 4])
  expectPacedWaits(waits)
})

fault(2, 'abandons the dial at the connect timeout and dials again', async () => {
  const server = await misbehave([stall], works)
  const { connection, told } = connected(server.url, { connectTimeoutMs: 1000 })
  await untilPhase(connection, 'open')
  expect(told).toEqual(['error connect-timeout', 'open'])
  const [first, second] = await server.until(([silent]) => silent?.endedAt != null || KEEPS_THE_LINE.includes(engine))
  expect(second!.acceptedAt - first!.acceptedAt).toBeGreaterThan(900)
})

fault(3, 'fails the attempt and dials again, paced', async () => {
  const half = [upgrade({ half: true }), fin]
  const server = await misbehave(half, half, half, works)
  const { connection, told } = connected(server.url)
  await untilPhase(connection, 'open')
  expect(told).toEqual(['error connect-failed', 'error connect-failed', 'error connect-failed', 'open'])
  expectPaced(await server.seen())
})

fault(8, 'fails the attempt, tells no close, and dials again', async () => {
  const server = await misbehave([reset], [reset], [reset], works)
  const { connection, told } = connected(server.url)
  await untilPhase(connection, 'open')
  expect(told).toEqual(['error connect-failed', 'error connect-failed', 'error connect-failed', 'open'])
  expectPaced(await server.seen())
})
