import { afterAll, beforeAll, expect, it } from 'vitest'
import { createConnection } from 'websocket-store'
import { WebSocket } from 'ws'
import { pause, waitFor } from '../support/wait-for'
import { startServerProcess, type ServerProcess } from './support/server-process'

const CLIENTS = 1000
const OUTAGE_MS = 4000
const SLOTS_PER_SECOND = 10
/** In the simulation, a third arrives in the busiest second after such an outage. Without jitter all arrive in it, even on a busy machine. */
const MOST_IN_A_SECOND = CLIENTS * 0.65

let server: ServerProcess

beforeAll(async () => {
  server = await startServerProcess()
})
afterAll(() => server.kill())

it(`${CLIENTS} connections reconnect to a restarted server at different times, each with one socket`, async () => {
  const connections = Array.from({ length: CLIENTS }, (_, id) => createConnection(`${server.url}/?id=${id}`, { WebSocket }))
  const areOpen = () => connections.every((connection) => connection.getSnapshot().phase === 'open')
  const closes = connections.map(() => 0)
  connections.forEach((connection, id) => connection.on('close', () => void closes[id]!++))

  for (const connection of connections) connection.connect()
  await waitFor(areOpen, { timeoutMs: 30_000, message: 'not all are open' })
  expect((await server.report()).alive).toBe(CLIENTS)

  await server.kill()
  await waitFor(() => closes.every((count) => count === 1), { message: 'not all are closed' })
  await pause(OUTAGE_MS)
  await server.restart()
  // The slowest clients dialled just before the restart, and now wait up to 16.5 s.
  await waitFor(areOpen, { timeoutMs: 45_000, message: 'not all are open again' })

  const { alive, opened, arrivals, dialsById } = await server.report()
  expect({ alive, opened, clients: Object.keys(dialsById).length }).toEqual({ alive: CLIENTS, opened: CLIENTS, clients: CLIENTS })
  const inSecondFrom = (_: number, slot: number) => sum(arrivals.slice(slot, slot + SLOTS_PER_SECOND))
  const busiestSecond = Math.max(...arrivals.map(inSecondFrom))
  console.log(`of ${CLIENTS} connections ${Math.max(...arrivals)} arrived in the busiest 100 ms, ${busiestSecond} in the busiest second`)
  expect(busiestSecond).toBeLessThan(MOST_IN_A_SECOND)
  expect(closes.every((count) => count === 1)).toBe(true)

  for (const connection of connections) connection.disconnect()
  await waitFor(() => connections.every((connection) => connection.getSnapshot().phase === 'closed'))
  for (const connection of connections) connection.dispose()
  const end = await waitForAsync(() => server.report(), ({ alive: left }) => left === 0)
  expect(end.opened).toBe(CLIENTS)
})

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

/** Returns the first value that passes the check, or the last value after ten seconds. */
async function waitForAsync<T>(read: () => Promise<T>, isExpected: (value: T) => boolean): Promise<T> {
  const end = performance.now() + 10_000
  for (;;) {
    const value = await read()
    if (isExpected(value) || performance.now() > end) return value
    await pause(20)
  }
}
