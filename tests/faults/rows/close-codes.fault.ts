import { expect } from 'vitest'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { closesWith, works } from '../kit/steps'
import { connected, expectPaced, PACE } from '../kit/watched'

const CLIENTS = 8
/** The default policy, without the shorter delays of the other rows. */
const FIRST_WINDOW_MS = 1000
const FLOOR_MS = 500

/** The first retry delays of several clients after one server closed their sockets. */
async function firstDelays(code: number): Promise<number[]> {
  const server = await scriptedServer(closesWith(code))
  const clients = Array.from({ length: CLIENTS }, () => connected(server.url, { reconnect: true }))
  const delays = []
  for (const { connection, waits, closes } of clients) {
    await waitFor(() => waits.length > 0)
    connection.disconnect()
    expect(closes).toMatchObject([{ code }])
    delays.push(waits[0]!.delayMs)
  }
  return delays
}

fault(14, 'spreads the retries after 1001 across the first second', async () => {
  const delays = await firstDelays(1001)
  expect(Math.max(...delays)).toBeLessThanOrEqual(FIRST_WINDOW_MS)
  expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(50)
})

for (const code of [1012, 1013])
  fault(
    14,
    `waits longer after ${code}, and spreads the retries across more time`,
    async () => {
      const delays = await firstDelays(code)
      expect(Math.min(...delays)).toBeGreaterThan(FLOOR_MS - 50)
      expect(Math.max(...delays)).toBeGreaterThan(FIRST_WINDOW_MS)
      expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(200)
    },
    { except: { webkit: 'it reports both as 1006' } },
  )

fault(15, 'retries with increasing attempts while there is demand, and stops without demand', async () => {
  const server = await scriptedServer(closesWith(1000))
  const { connection, waits, closes } = connected(server.url)
  await waitFor(() => waits.length >= 4)
  connection.disconnect()
  expect(waits.map(({ attempt }) => attempt).slice(0, 4)).toEqual([1, 2, 3, 4])
  expect(closes.slice(0, 4)).toMatchObject(Array(4).fill({ code: 1000, wasClean: true }))
  const sockets = await server.seen()
  expectPaced(sockets)
  await pause(2 * PACE.maxDelayMs)
  expect(await server.seen()).toHaveLength(sockets.length)
})

for (const code of [1008, 1009])
  fault(16, `fails permanently after ${code}, and reports the reason`, async () => {
    const server = await scriptedServer(closesWith(code, 'no'))
    const { connection, events } = connected(server.url)
    const { error, lastClose } = await untilPhase(connection, 'closed')
    expect(error).toMatchObject({ code: 'closed', fatal: true })
    expect(error?.message).toContain(String(code))
    expect(lastClose).toMatchObject({ code, reason: 'no' })
    expect(events).toEqual(['open', `close ${code}`, 'error closed'])
    await pause(2 * PACE.maxDelayMs)
    expect(await server.seen()).toHaveLength(1)
  })

fault(17, 'calls the url function once more, then fails permanently', async () => {
  const server = await scriptedServer(closesWith(4401))
  let calls = 0
  const { connection } = connected(() => `${server.url}?token=${++calls}`)
  const { error, lastClose } = await untilPhase(connection, 'closed')
  expect(error).toMatchObject({ code: 'closed', fatal: true })
  expect(lastClose?.code).toBe(4401)
  await pause(2 * PACE.maxDelayMs)
  const sockets = await server.seen()
  expect(sockets.map(({ path }) => path)).toEqual(['/?token=1', '/?token=2'])
})

/** Engines report a code that the RFC forbids on the wire either unchanged or as a protocol error. */
const FATAL = [1002]

for (const code of [999, 2999, 5000])
  fault(18, `classifies the code that the engine reports for ${code}`, async () => {
    const server = await scriptedServer(closesWith(code), works)
    const { connection, closes } = connected(server.url)
    const { lastClose } = await waitFor(() => closes.length === 1 && connection.getSnapshot())
    expect([code, 1002, 1006]).toContain(lastClose?.code)
    await untilPhase(connection, FATAL.includes(lastClose!.code) ? 'closed' : 'open')
    expect(closes).toHaveLength(1)
  })
