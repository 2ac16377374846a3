import { expect } from 'vitest'
import { commands } from 'vitest/browser'
import { untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { misbehave, proxyTo, realServer } from '../kit/laboratory'
import { works } from '../kit/steps'
import { connected } from '../kit/watched'

const SLEEP_MS = 4000
const PROBE_MS = 5000
const SLACK_MS = 3000

fault(
  31,
  'replaces a socket that died while the whole browser was stopped',
  async () => {
    const server = await realServer()
    const line = await proxyTo(server)
    const heartbeat = { intervalMs: 500, timeoutMs: 60_000 }
    const { connection, told } = connected(line.url, { heartbeat })
    await untilPhase(connection, 'open')
    await line.stall()
    await commands.sleep(SLEEP_MS)
    const wokenAt = performance.now()
    await waitFor(() => told.includes('close 1006'), { timeoutMs: 30_000 })
    expect(performance.now() - wokenAt).toBeLessThan(heartbeat.intervalMs + PROBE_MS + SLACK_MS)
    await untilPhase(connection, 'open')
    expect(told).toEqual(['open', 'close 1006', 'error heartbeat-timeout', 'open'])
  },
  { timeoutMs: 60_000 },
)

fault(31, 'keeps a socket that lived on while the whole browser was stopped', async () => {
  const server = await misbehave(works)
  const { connection, told } = connected(server.url, { heartbeat: { intervalMs: 300, timeoutMs: 1500 } })
  await untilPhase(connection, 'open')
  await commands.sleep(SLEEP_MS)
  const { length } = (await server.seen())[0]!.messages
  await server.until(([line]) => line!.messages.length >= length + 3)
  expect(told).toEqual(['open'])
  expect(await server.seen()).toHaveLength(1)
})
