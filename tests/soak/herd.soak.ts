import { afterAll, beforeAll, expect, it } from 'vitest'
import { createConnection } from 'websocket-store'
import { WebSocket } from 'ws'
import { pause, waitFor } from '../support/wait-for'
import { startServerProcess, type ServerProcess } from './support/server-process'

const CLIENTS = 1000
const OUTAGE_MS = 4000
/** Simulated, some 4 % arrive in the busiest 100 ms after such an outage; without jitter all do. */
const MOST_AT_ONCE = CLIENTS * 0.15

let server: ServerProcess

beforeAll(async () => {
  server = await startServerProcess()
})
afterAll(() => server.kill())

it(`${CLIENTS} connections come back to a server that was killed, spread out, each with one socket`, async () => {
  const connections = Array.from({ length: CLIENTS }, (_, id) => createConnection(`${server.url}/?id=${id}`, { WebSocket }))
  const areOpen = () => connections.every((connection) => connection.getSnapshot().phase === 'open')
  const closes = connections.map(() => 0)
  connections.forEach((connection, id) => connection.on('close', () => void closes[id]!++))

  for (const connection of connections) connection.connect()
  await waitFor(areOpen, { timeoutMs: 30_000, message: 'not all are open' })
  expect((await server.report()).alive).toBe(CLIENTS)

  await server.kill()
  await waitFor(() => closes.every((count) => count === 1), { message: 'not all have noticed' })
  await pause(OUTAGE_MS)
  await server.restart()
  // The slowest of them had just missed it, and wait for a window of up to 16.5 s.
  await waitFor(areOpen, { timeoutMs: 45_000, message: 'not all are back' })

  const { alive, opened, arrivals, dialsById } = await server.report()
  expect({ alive, opened, clients: Object.keys(dialsById).length }).toEqual({ alive: CLIENTS, opened: CLIENTS, clients: CLIENTS })
  const busiest = Math.max(...arrivals)
  console.log(`busiest 100 ms of ${arrivals.length / 10} s: ${busiest} of ${CLIENTS} connections`)
  expect(busiest).toBeLessThan(MOST_AT_ONCE)
  expect(closes.every((count) => count === 1)).toBe(true)

  for (const connection of connections) connection.disconnect()
  await waitFor(() => connections.every((connection) => connection.getSnapshot().phase === 'closed'))
  for (const connection of connections) connection.dispose()
  const end = await waitForAsync(() => server.report(), ({ alive: left }) => left === 0)
  expect(end.opened).toBe(CLIENTS)
})

/** The first of its answers that is as it should be, or the last within ten seconds. */
async function waitForAsync<T>(ask: () => Promise<T>, isGood: (answer: T) => boolean): Promise<T> {
  const end = performance.now() + 10_000
  for (;;) {
    const answer = await ask()
    if (isGood(answer) || performance.now() > end) return answer
    await pause(20)
  }
}
