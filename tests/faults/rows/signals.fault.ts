import { expect } from 'vitest'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer, refusedUrl } from '../kit/laboratory'
import { createSignals } from '../kit/signals'
import { fin, stall, upgrade, works } from '../kit/steps'
import { connected } from '../kit/watched'

const NEVER_MS = 1e6
const withoutRetry = { reconnect: { delay: () => NEVER_MS } }
/** The dials after a signal are spread across one second. The slack is for a busy machine. */
const SOON_MS = 1000
const SLACK_MS = 4000

fault(29, 'sends a ping immediately, and keeps a socket that answers', async () => {
  const server = await scriptedServer(works)
  const { emitSignal, options } = createSignals()
  const { connection, events } = connected(server.url, { ...options, heartbeat: { intervalMs: NEVER_MS } })
  await untilPhase(connection, 'open')
  emitSignal('offline')
  await server.until(([socket]) => socket!.messages.includes('ping'))
  connection.send('still here')
  await waitFor(() => events.includes('message still here'))
  expect(events).toEqual(['open', 'message still here'])
  expect(await server.seen()).toHaveLength(1)
})

fault(29, 'keeps a socket without a heartbeat', async () => {
  const server = await scriptedServer(works)
  const { emitSignal, options } = createSignals()
  const { connection, events } = connected(server.url, options)
  await untilPhase(connection, 'open')
  emitSignal('offline')
  connection.send('still here')
  await waitFor(() => events.includes('message still here'))
  expect(events).toEqual(['open', 'message still here'])
})

fault(29, 'abandons a socket that does not answer, and dials when the network is back', async () => {
  const server = await scriptedServer([upgrade(), stall], works)
  const { emitSignal, options } = createSignals()
  const { connection, events } = connected(server.url, { ...options, heartbeat: { intervalMs: NEVER_MS, timeoutMs: 300 } })
  await untilPhase(connection, 'open')
  emitSignal('offline')
  await untilPhase(connection, 'suspended')
  await pause(300)
  expect(await server.seen()).toHaveLength(1)
  emitSignal('online')
  await untilPhase(connection, 'open')
  expect(events).toEqual(['open', 'close 1006', 'error heartbeat-timeout', 'open'])
  expect(await server.seen()).toHaveLength(2)
})

fault(30, 'dials once within a second during backoff, even after several signals', async () => {
  const server = await scriptedServer([fin], works)
  const { emitSignal, options } = createSignals()
  const { connection } = connected(server.url, { ...options, ...withoutRetry })
  await untilPhase(connection, 'waiting')
  const signalledAt = performance.now()
  for (let times = 0; times < 5; times++) emitSignal('online')
  expect(connection.getSnapshot().retryAt! - Date.now()).toBeLessThanOrEqual(SOON_MS)
  await untilPhase(connection, 'open')
  expect(performance.now() - signalledAt).toBeLessThan(SOON_MS + SLACK_MS)
  await pause(SOON_MS)
  expect(await server.seen()).toHaveLength(2)
})

fault(30, 'spreads the dials of many connections that receive the signal at the same time', async () => {
  const url = await refusedUrl()
  const { emitSignal, options } = createSignals()
  const clients = Array.from({ length: 12 }, () => connected(url, { ...options, ...withoutRetry }).connection)
  for (const client of clients) await untilPhase(client, 'waiting')
  emitSignal('online')
  const due = clients.map((client) => client.getSnapshot().retryAt! - Date.now())
  expect(Math.max(...due) - Math.min(...due)).toBeGreaterThan(SOON_MS / 10)
  expect(Math.max(...due)).toBeLessThanOrEqual(SOON_MS)
})

fault(30, 'replaces a pending dial of the previous network', async () => {
  const server = await scriptedServer([stall], works)
  const { emitSignal, options } = createSignals()
  const { connection, events } = connected(server.url, { ...options, connectTimeoutMs: NEVER_MS })
  await server.until((sockets) => sockets.length > 0)
  emitSignal('online')
  await untilPhase(connection, 'open')
  expect(events).toEqual(['open'])
  const sockets = await server.seen()
  expect(sockets).toHaveLength(2)
  expect(sockets[1]!.endedAt).toBeNull()
})

fault(33, 'abandons the socket during the event, and redials when the page is restored', async () => {
  const server = await scriptedServer(works)
  const { emitSignal, options } = createSignals()
  const { connection, events } = connected(server.url, options)
  await untilPhase(connection, 'open')
  emitSignal('frozen')
  expect(connection.getSnapshot().phase).toBe('suspended')
  expect(connection.socket).toBeNull()
  await server.until(([socket]) => socket!.endedAt !== null)
  await pause(500)
  expect(await server.seen()).toHaveLength(1)
  emitSignal('restored')
  await untilPhase(connection, 'open')
  expect(events).toEqual(['open', 'close 1006', 'open'])
  expect(await server.seen()).toHaveLength(2)
})

fault(33, 'also abandons a pending dial', async () => {
  const server = await scriptedServer([stall], works)
  const { emitSignal, options } = createSignals()
  const { connection, events } = connected(server.url, options)
  await server.until((sockets) => sockets.length > 0)
  emitSignal('frozen')
  expect(connection.getSnapshot().phase).toBe('suspended')
  emitSignal('restored')
  await untilPhase(connection, 'open')
  expect(events).toEqual(['open'])
  expect(await server.seen()).toHaveLength(2)
})
