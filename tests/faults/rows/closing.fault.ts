import { expect } from 'vitest'
import { untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer, proxyTo, realServer } from '../kit/laboratory'
import { closeFrame, receive, stall, upgrade, works, type Program } from '../kit/steps'
import { connected } from '../kit/watched'

const CLOSE_TIMEOUT_MS = 300
/** The close timeout and a margin for a busy machine. Engines without this timeout take 5 s or more, or never close. */
const MAX_CLOSE_MS = CLOSE_TIMEOUT_MS + 1000

async function expectClosedInTime(url: string, beforeClosing = async () => {}): Promise<void> {
  const { connection, closes } = connected(url, { closeTimeoutMs: CLOSE_TIMEOUT_MS })
  await untilPhase(connection, 'open')
  await beforeClosing()
  const from = performance.now()
  connection.disconnect(4000, 'enough')
  expect(connection.getSnapshot().readyState).toBe(2)
  await untilPhase(connection, 'closed')
  expect(performance.now() - from).toBeLessThan(MAX_CLOSE_MS)
  expect(closes).toHaveLength(1)
  expect(connection.socket).toBeNull()
}

fault(12, 'is CLOSED within closeTimeoutMs', async () => {
  const server = await scriptedServer([upgrade(), stall])
  await expectClosedInTime(server.url)
  expect((await server.seen())[0]?.closeCode).toBe(4000)
})

fault(12, 'is CLOSED within closeTimeoutMs on a half-open socket', async () => {
  const proxy = await proxyTo(await realServer())
  await expectClosedInTime(proxy.url, () => proxy.stall())
})

fault(13, 'is CLOSED within closeTimeoutMs when the peer answers but keeps the TCP connection open', async () => {
  const server = await scriptedServer([upgrade(), receive('close'), closeFrame(4000), stall])
  await expectClosedInTime(server.url)
})

/** Sends a close frame and keeps the TCP connection open. Engines report this late or never. */
const closesAndStays: Program = [upgrade(), closeFrame(1001), stall]

fault(13, 'detects with the heartbeat that the peer started to close', async () => {
  const server = await scriptedServer(closesAndStays, works)
  const { connection, closes, count } = connected(server.url, { heartbeat: { intervalMs: 200, timeoutMs: 300 } })
  await waitFor(() => count('open') === 2, { timeoutMs: 3000 })
  expect(closes).toHaveLength(1)
  connection.send('after')
  await waitFor(() => count('message after') === 1)
})

const detectsCloseAtSend = async () => {
  const server = await scriptedServer(closesAndStays, works)
  const { connection, count } = connected(server.url, { closeTimeoutMs: CLOSE_TIMEOUT_MS })
  await waitFor(() => count('open') === 1)
  // Engines that end the TCP connection themselves leave this state immediately.
  await waitFor(() => connection.socket?.readyState !== 1)
  expect(connection.send('not lost')).toBe('queued')
  await waitFor(() => count('message not lost') === 1, { timeoutMs: 3000 })
}
fault(13, 'detects at a send that the peer started to close, and loses no message', detectsCloseAtSend, {
  except: { websocket: 'it stays OPEN after the close frame of the peer, and accepts messages that it cannot send' },
})
