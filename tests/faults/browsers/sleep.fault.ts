import { expect } from 'vitest'
import { commands } from 'vitest/browser'
import { untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer, proxyTo, realServer } from '../kit/laboratory'
import { works } from '../kit/steps'
import { connected } from '../kit/watched'

const SLEEP_MS = 4000
const PROBE_MS = 5000
const SLACK_MS = 3000

fault(
  31,
  'replaces a socket that was lost while the whole browser was suspended',
  async () => {
    const server = await realServer()
    const proxy = await proxyTo(server)
    const heartbeat = { intervalMs: 500, timeoutMs: 60_000 }
    const { connection, events } = connected(proxy.url, { heartbeat })
    await untilPhase(connection, 'open')
    await proxy.stall()
    await commands.sleep(SLEEP_MS)
    const wokenAt = performance.now()
    await waitFor(() => events.includes('close 1006'), { timeoutMs: 30_000 })
    expect(performance.now() - wokenAt).toBeLessThan(heartbeat.intervalMs + PROBE_MS + SLACK_MS)
    await untilPhase(connection, 'open')
    expect(events).toEqual(['open', 'close 1006', 'error heartbeat-timeout', 'open'])
  },
  { timeoutMs: 60_000 },
)

fault(31, 'keeps a socket that still works after the whole browser was suspended', async () => {
  const server = await scriptedServer(works)
  const { connection, events } = connected(server.url, { heartbeat: { intervalMs: 300, timeoutMs: 1500 } })
  await untilPhase(connection, 'open')
  await commands.sleep(SLEEP_MS)
  const { length } = (await server.seen())[0]!.messages
  await server.until(([socket]) => socket!.messages.length >= length + 3)
  expect(events).toEqual(['open'])
  expect(await server.seen()).toHaveLength(1)
})
