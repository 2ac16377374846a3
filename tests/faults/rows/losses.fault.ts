import { expect } from 'vitest'
import { channel } from 'websocket-store'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer, proxyTo, realServer } from '../kit/laboratory'
import { fin, reset, text, upgrade, wait, works, type Step } from '../kit/steps'
import { connected, watched } from '../kit/watched'

fault(9, 'emits one close, and reconnects with one socket after the restart of the server', async () => {
  const server = await realServer()
  const { connection, events, closes, waits, count } = connected(server.url)
  await untilPhase(connection, 'open')
  connection.send('before')
  await waitFor(() => count('message before') === 1)

  await server.kill()
  await waitFor(() => waits.length >= 3)
  expect(closes).toMatchObject([{ code: 1006, wasClean: false }])
  expect(connection.send('queued')).toBe('queued')

  await server.restart()
  await waitFor(() => count('message queued') === 1)
  expect(count('open')).toBe(2)
  expect(events.filter((each) => each.startsWith('message'))).toEqual(['message before', 'message queued'])
  expect(closes).toHaveLength(1)
})

fault(9, 'subscribes each channel once on every open, before it sends queued messages', async () => {
  const server = await realServer()
  const channels = { subscribe: (key: string) => `+${key}`, route: () => undefined }
  const { connection, messages, waits, count } = connected<string, string>(server.url, { channels })
  for (const key of ['a', 'b']) channel(connection, key).retain()
  // The server echoes, so the subscribe messages arrive here in the same order.
  await waitFor(() => count('message +b') === 1)
  await server.kill()
  await waitFor(() => waits.length >= 2)
  connection.send('queued')
  await server.restart()
  await waitFor(() => count('message queued') === 1)
  expect(messages).toEqual(['+a', '+b', '+a', '+b', 'queued'])
})

const inMidFrame = (...end: Step[]): Step[] => [upgrade(), text('before'), text('never complete', { cutTo: 6 }), wait(50), ...end]

for (const [how, end] of [
  ['RST', reset],
  ['FIN', fin],
] as const)
  fault(10, `emits no partial message after ${how}, and retries`, async () => {
    const server = await scriptedServer(inMidFrame(end), [upgrade(), text('whole'), { do: 'behave' }])
    const { events, count } = connected(server.url)
    await waitFor(() => count('message whole') === 1)
    expect(events).toEqual(['open', 'message before', 'close 1006', 'open', 'message whole'])
  })

const HEARTBEAT = { intervalMs: 200, timeoutMs: 300 }
const MAX_REPLACE_MS = HEARTBEAT.intervalMs + HEARTBEAT.timeoutMs + 1000

fault(11, 'replaces the socket within interval + deadline + 1 s, and only if it is silent', async () => {
  const proxy = await proxyTo(await realServer())
  const { connection, events, count } = watched(proxy.url, { heartbeat: HEARTBEAT })
  connection.connect()
  await untilPhase(connection, 'open')
  await pause(3 * HEARTBEAT.intervalMs)
  expect(events).toEqual(['open'])

  const stalledAt = performance.now()
  await proxy.stall()
  await waitFor(() => count('open') === 2)
  expect(performance.now() - stalledAt).toBeLessThan(MAX_REPLACE_MS)
  expect(events).toEqual(['open', 'close 1006', 'error heartbeat-timeout', 'open'])

  connection.send('after')
  await waitFor(() => count('message after') === 1)
  // The data of the replaced socket must be ignored.
  await proxy.resume()
  await pause(100)
  expect(events.slice(4)).toEqual(['message after'])
})

fault(11, 'keeps a socket that stalls for less than the deadline', async () => {
  const server = await scriptedServer(works)
  const proxy = await proxyTo(server)
  const { connection, events, count } = connected(proxy.url, { heartbeat: { intervalMs: 200, timeoutMs: 2000 } })
  await untilPhase(connection, 'open')
  await proxy.stall()
  await pause(400)
  await proxy.resume()
  connection.send('still here')
  await waitFor(() => count('message still here') === 1)
  expect(events).toEqual(['open', 'message still here'])
})
