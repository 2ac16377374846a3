import { expect } from 'vitest'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer, proxyTo, realServer } from '../kit/laboratory'
import { receive, stall, text, upgrade, wait, works } from '../kit/steps'
import { block, jumpAhead, throttleTimers } from '../kit/time'
import { connected } from '../kit/watched'

const TWO_HOURS_MS = 2 * 60 * 60_000
const PROBE_MS = 5000
const SLACK_MS = 2000

fault(31, 'sends a ping immediately, and replaces a socket that does not answer within 5 s', async () => {
  const server = await realServer()
  const proxy = await proxyTo(server)
  // The heartbeat timeout alone would take a minute.
  const heartbeat = { intervalMs: 500, timeoutMs: 60_000 }
  const { connection, events } = connected(proxy.url, { heartbeat })
  await untilPhase(connection, 'open')
  await proxy.stall()
  const sleptAt = performance.now()
  jumpAhead(TWO_HOURS_MS)
  await waitFor(() => events.includes('close 1006'), { timeoutMs: 15_000 })
  expect(performance.now() - sleptAt).toBeLessThan(heartbeat.intervalMs + PROBE_MS + SLACK_MS)
  await untilPhase(connection, 'open')
  expect(events).toEqual(['open', 'close 1006', 'error heartbeat-timeout', 'open'])
}, { timeoutMs: 30_000 })

fault(31, 'keeps a socket that answers', async () => {
  const server = await scriptedServer(works)
  const { connection, events } = connected(server.url, { heartbeat: { intervalMs: 300, timeoutMs: 60_000 } })
  await untilPhase(connection, 'open')
  jumpAhead(TWO_HOURS_MS)
  await server.until(([socket]) => socket!.messages.length >= 3)
  expect(events).toEqual(['open'])
  expect(await server.seen()).toHaveLength(1)
})

fault(31, 'dials immediately when a retry was due during the sleep', async () => {
  const server = await scriptedServer([stall], works)
  const { connection, events } = connected(server.url, { connectTimeoutMs: 1500, reconnect: { delay: () => 500 } })
  await untilPhase(connection, 'waiting')
  jumpAhead(TWO_HOURS_MS)
  await untilPhase(connection, 'open')
  expect(events).toEqual(['error connect-timeout', 'open'])
})

fault(32, 'does not mistake late timers for a silent server', async () => {
  const server = await scriptedServer(works)
  const { connection, events } = connected(server.url, { heartbeat: { intervalMs: 1000, timeoutMs: 300 } })
  await untilPhase(connection, 'open')
  throttleTimers(1500)
  await server.until(([socket]) => socket!.messages.length >= 6)
  expect(events).toEqual(['open'])
  expect(await server.seen()).toHaveLength(1)
}, { timeoutMs: 40_000 })

fault(32, 'sends another ping before a timeout when the thread was blocked and could not read the answer', async () => {
  const answers = [upgrade(), receive('message'), wait(50), text('pong'), receive('message'), text('pong'), stall]
  const server = await scriptedServer(answers)
  const timeoutMs = 1000
  const { connection, events } = connected(server.url, { heartbeat: { intervalMs: 500, timeoutMs } })
  await untilPhase(connection, 'open')
  await server.until(([socket]) => socket!.messages.length === 1)
  // After the block both the answer and the deadline are due, and the page can process the deadline first.
  block(timeoutMs + 1500)
  await pause(timeoutMs)
  expect(events).toEqual(['open'])
}, { timeoutMs: 20_000 })
