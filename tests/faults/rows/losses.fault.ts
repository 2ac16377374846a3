import { expect } from 'vitest'
import { channel } from 'websocket-store'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { misbehave, proxyTo, realServer } from '../kit/laboratory'
import { fin, reset, text, upgrade, wait, works, type Step } from '../kit/steps'
import { connected, watched } from '../kit/watched'

fault(9, 'tells one close, and is back on one socket once the server is', async () => {
  const server = await realServer()
  const { connection, told, closes, waits, count } = connected(server.url)
  await untilPhase(connection, 'open')
  connection.send('before')
  await waitFor(() => count('message before') === 1)

  await server.kill()
  await waitFor(() => waits.length >= 3)
  expect(closes).toMatchObject([{ code: 1006, wasClean: false }])
  expect(connection.send('meanwhile')).toBe('queued')

  await server.restart()
  await waitFor(() => count('message meanwhile') === 1)
  expect(count('open')).toBe(2)
  expect(told.filter((each) => each.startsWith('message'))).toEqual(['message before', 'message meanwhile'])
  expect(closes).toHaveLength(1)
})

fault(9, 'asks for each channel once on every open, before what was queued', async () => {
  const server = await realServer()
  const channels = { subscribe: (key: string) => `+${key}`, route: () => undefined }
  const { connection, messages, waits, count } = connected<string, string>(server.url, { channels })
  for (const key of ['a', 'b']) channel(connection, key).retain()
  // The server echoes, so what it was asked comes back in the same order.
  await waitFor(() => count('message +b') === 1)
  await server.kill()
  await waitFor(() => waits.length >= 2)
  connection.send('queued')
  await server.restart()
  await waitFor(() => count('message queued') === 1)
  expect(messages).toEqual(['+a', '+b', '+a', '+b', 'queued'])
})

const inMidFrame = (...end: Step[]): Step[] => [upgrade(), text('before'), text('never whole', { cutTo: 6 }), wait(50), ...end]

for (const [how, end] of [
  ['RST', reset],
  ['FIN', fin],
] as const)
  fault(10, `gives no part of the message after ${how}, and dials again`, async () => {
    const server = await misbehave(inMidFrame(end), [upgrade(), text('whole'), { do: 'behave' }])
    const { told, count } = connected(server.url)
    await waitFor(() => count('message whole') === 1)
    expect(told).toEqual(['open', 'message before', 'close 1006', 'open', 'message whole'])
  })

const HEARTBEAT = { intervalMs: 200, timeoutMs: 300 }
const MAY_TAKE_MS = HEARTBEAT.intervalMs + HEARTBEAT.timeoutMs + 1000

fault(11, 'is replaced within interval + deadline + 1 s, and not before', async () => {
  const proxy = await proxyTo(await realServer())
  const { connection, told, count } = watched(proxy.url, { heartbeat: HEARTBEAT })
  connection.connect()
  await untilPhase(connection, 'open')
  await pause(3 * HEARTBEAT.intervalMs)
  expect(told).toEqual(['open'])

  const stalledAt = performance.now()
  await proxy.stall()
  await waitFor(() => count('open') === 2)
  expect(performance.now() - stalledAt).toBeLessThan(MAY_TAKE_MS)
  expect(told).toEqual(['open', 'close 1006', 'error heartbeat-timeout', 'open'])

  connection.send('after')
  await waitFor(() => count('message after') === 1)
  // What the dead line held back belongs to nobody any more.
  await proxy.resume()
  await pause(100)
  expect(told.slice(4)).toEqual(['message after'])
})

fault(11, 'keeps a line that only stalls for less than the deadline', async () => {
  const server = await misbehave(works)
  const proxy = await proxyTo(server)
  const { connection, told, count } = connected(proxy.url, { heartbeat: { intervalMs: 200, timeoutMs: 2000 } })
  await untilPhase(connection, 'open')
  await proxy.stall()
  await pause(400)
  await proxy.resume()
  connection.send('still here')
  await waitFor(() => count('message still here') === 1)
  expect(told).toEqual(['open', 'message still here'])
})
