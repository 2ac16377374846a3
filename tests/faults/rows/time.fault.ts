import { expect } from 'vitest'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { misbehave, proxyTo, realServer } from '../kit/laboratory'
import { hear, stall, text, upgrade, wait, works } from '../kit/steps'
import { block, jumpAhead, throttleTimers } from '../kit/time'
import { connected } from '../kit/watched'

const TWO_HOURS_MS = 2 * 60 * 60_000
const PROBE_MS = 5000
const SLACK_MS = 2000

fault(31, 'asks at once, and replaces a socket that does not answer within 5 s', async () => {
  const server = await realServer()
  const line = await proxyTo(server)
  // By its own deadline the heartbeat would take a minute.
  const heartbeat = { intervalMs: 500, timeoutMs: 60_000 }
  const { connection, told } = connected(line.url, { heartbeat })
  await untilPhase(connection, 'open')
  await line.stall()
  const sleptAt = performance.now()
  jumpAhead(TWO_HOURS_MS)
  await waitFor(() => told.includes('close 1006'), { timeoutMs: 15_000 })
  expect(performance.now() - sleptAt).toBeLessThan(heartbeat.intervalMs + PROBE_MS + SLACK_MS)
  await untilPhase(connection, 'open')
  expect(told).toEqual(['open', 'close 1006', 'error heartbeat-timeout', 'open'])
}, { timeoutMs: 30_000 })

fault(31, 'keeps a socket that answers', async () => {
  const server = await misbehave(works)
  const { connection, told } = connected(server.url, { heartbeat: { intervalMs: 300, timeoutMs: 60_000 } })
  await untilPhase(connection, 'open')
  jumpAhead(TWO_HOURS_MS)
  await server.until(([line]) => line!.messages.length >= 3)
  expect(told).toEqual(['open'])
  expect(await server.seen()).toHaveLength(1)
})

fault(31, 'dials at once when a retry was due meanwhile', async () => {
  const server = await misbehave([stall], works)
  const { connection, told } = connected(server.url, { connectTimeoutMs: 1500, reconnect: { delay: () => 500 } })
  await untilPhase(connection, 'waiting')
  jumpAhead(TWO_HOURS_MS)
  await untilPhase(connection, 'open')
  expect(told).toEqual(['error connect-timeout', 'open'])
})

fault(32, 'does not take late timers for a silent server', async () => {
  const server = await misbehave(works)
  const { connection, told } = connected(server.url, { heartbeat: { intervalMs: 1000, timeoutMs: 300 } })
  await untilPhase(connection, 'open')
  throttleTimers(1500)
  await server.until(([line]) => line!.messages.length >= 6)
  expect(told).toEqual(['open'])
  expect(await server.seen()).toHaveLength(1)
}, { timeoutMs: 40_000 })

fault(32, 'asks once more before it calls a server silent whose answer it had no time to read', async () => {
  const answers = [upgrade(), hear('message'), wait(50), text('pong'), hear('message'), text('pong'), stall]
  const server = await misbehave(answers)
  const timeoutMs = 1000
  const { connection, told } = connected(server.url, { heartbeat: { intervalMs: 500, timeoutMs } })
  await untilPhase(connection, 'open')
  await server.until(([line]) => line!.messages.length === 1)
  // Both the answer and the deadline are there when the page gets to them, and it may get to the deadline first.
  block(timeoutMs + 1500)
  await pause(timeoutMs)
  expect(told).toEqual(['open'])
}, { timeoutMs: 20_000 })
