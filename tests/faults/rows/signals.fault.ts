import { expect } from 'vitest'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { misbehave, refusedUrl } from '../kit/laboratory'
import { createSignals } from '../kit/signals'
import { fin, stall, upgrade, works } from '../kit/steps'
import { connected } from '../kit/watched'

const NEVER_MS = 1e6
const patient = { reconnect: { delay: () => NEVER_MS } }
/** Signals spread the dials that they cause over a second; the rest is for a busy machine. */
const SOON_MS = 1000
const SLACK_MS = 4000

fault(29, 'asks the server at once, and keeps the socket that answers', async () => {
  const server = await misbehave(works)
  const { tell, options } = createSignals()
  const { connection, told } = connected(server.url, { ...options, heartbeat: { intervalMs: NEVER_MS } })
  await untilPhase(connection, 'open')
  tell('offline')
  await server.until(([line]) => line!.messages.includes('ping'))
  connection.send('still here')
  await waitFor(() => told.includes('message still here'))
  expect(told).toEqual(['open', 'message still here'])
  expect(await server.seen()).toHaveLength(1)
})

fault(29, 'keeps a socket that it cannot ask about', async () => {
  const server = await misbehave(works)
  const { tell, options } = createSignals()
  const { connection, told } = connected(server.url, options)
  await untilPhase(connection, 'open')
  tell('offline')
  connection.send('still here')
  await waitFor(() => told.includes('message still here'))
  expect(told).toEqual(['open', 'message still here'])
})

fault(29, 'gives up a socket that stays silent, and dials when the network is back', async () => {
  const server = await misbehave([upgrade(), stall], works)
  const { tell, options } = createSignals()
  const { connection, told } = connected(server.url, { ...options, heartbeat: { intervalMs: NEVER_MS, timeoutMs: 300 } })
  await untilPhase(connection, 'open')
  tell('offline')
  await untilPhase(connection, 'suspended')
  await pause(300)
  expect(await server.seen()).toHaveLength(1)
  tell('online')
  await untilPhase(connection, 'open')
  expect(told).toEqual(['open', 'close 1006', 'error heartbeat-timeout', 'open'])
  expect(await server.seen()).toHaveLength(2)
})

fault(30, 'dials within a second during backoff, once however often it is told', async () => {
  const server = await misbehave([fin], works)
  const { tell, options } = createSignals()
  const { connection } = connected(server.url, { ...options, ...patient })
  await untilPhase(connection, 'waiting')
  const toldAt = performance.now()
  for (let times = 0; times < 5; times++) tell('online')
  expect(connection.getSnapshot().retryAt! - Date.now()).toBeLessThanOrEqual(SOON_MS)
  await untilPhase(connection, 'open')
  expect(performance.now() - toldAt).toBeLessThan(SOON_MS + SLACK_MS)
  await pause(SOON_MS)
  expect(await server.seen()).toHaveLength(2)
})

fault(30, 'spreads the dials of many that hear it together', async () => {
  const url = await refusedUrl()
  const { tell, options } = createSignals()
  const clients = Array.from({ length: 12 }, () => connected(url, { ...options, ...patient }).connection)
  for (const client of clients) await untilPhase(client, 'waiting')
  tell('online')
  const due = clients.map((client) => client.getSnapshot().retryAt! - Date.now())
  expect(Math.max(...due) - Math.min(...due)).toBeGreaterThan(SOON_MS / 10)
  expect(Math.max(...due)).toBeLessThanOrEqual(SOON_MS)
})

fault(30, 'replaces a dial of the network that went', async () => {
  const server = await misbehave([stall], works)
  const { tell, options } = createSignals()
  const { connection, told } = connected(server.url, { ...options, connectTimeoutMs: NEVER_MS })
  await server.until((lines) => lines.length > 0)
  tell('online')
  await untilPhase(connection, 'open')
  expect(told).toEqual(['open'])
  const lines = await server.seen()
  expect(lines).toHaveLength(2)
  expect(lines[1]!.endedAt).toBeNull()
})

fault(33, 'lets the socket go in the event itself, and dials again when the page is back', async () => {
  const server = await misbehave(works)
  const { tell, options } = createSignals()
  const { connection, told } = connected(server.url, options)
  await untilPhase(connection, 'open')
  tell('frozen')
  expect(connection.getSnapshot().phase).toBe('suspended')
  expect(connection.socket).toBeNull()
  await server.until(([line]) => line!.endedAt !== null)
  await pause(500)
  expect(await server.seen()).toHaveLength(1)
  tell('restored')
  await untilPhase(connection, 'open')
  expect(told).toEqual(['open', 'close 1006', 'open'])
  expect(await server.seen()).toHaveLength(2)
})

fault(33, 'lets a dial go too', async () => {
  const server = await misbehave([stall], works)
  const { tell, options } = createSignals()
  const { connection, told } = connected(server.url, options)
  await server.until((lines) => lines.length > 0)
  tell('frozen')
  expect(connection.getSnapshot().phase).toBe('suspended')
  tell('restored')
  await untilPhase(connection, 'open')
  expect(told).toEqual(['open'])
  expect(await server.seen()).toHaveLength(2)
})
