import { expect } from 'vitest'
import type { ConnectionOptions, ConnectionUrl } from 'websocket-store'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { works } from '../kit/steps'
import { connected, PACE } from '../kit/watched'

/** Expects a permanent failure with this error code, and no retry. */
async function expectRefused(url: ConnectionUrl, options: ConnectionOptions, code: string): Promise<void> {
  const { connection, events } = connected(url, options)
  const { error } = await untilPhase(connection, 'closed')
  expect(error).toMatchObject({ code, fatal: true })
  await pause(2 * PACE.maxDelayMs)
  expect(events).toEqual([`error ${code}`])
  expect(connection.getSnapshot().attempt).toBe(0)
}

for (const url of ['ws://[', 'ftp://127.0.0.1/', 'ws://127.0.0.1/#part'])
  fault(27, `fails permanently for the url ${url}`, () => expectRefused(url, {}, 'invalid-url'))

for (const protocols of ['a=b', ['a', 'a']])
  fault(27, `fails permanently for the protocols ${JSON.stringify(protocols)}`, async () => {
    const server = await scriptedServer(works)
    await expectRefused(server.url, { protocols }, 'invalid-protocol')
    expect(await server.seen()).toEqual([])
  })

fault(27, 'fails permanently when the constructor throws', async () => {
  let constructed = 0
  function Throwing(): never {
    constructed++
    throw new SyntaxError('invalid url')
  }
  await expectRefused('ws://127.0.0.1/', { WebSocket: Throwing as never }, 'invalid-url')
  expect(constructed).toBe(1)
})

fault(28, 'aborts a pending url function at the connect timeout, and calls it again', async () => {
  const server = await scriptedServer(works)
  let aborted = 0
  const { connection, events } = connected(
    ({ attempt, signal }) => {
      if (attempt > 0) return server.url
      signal.addEventListener('abort', () => aborted++)
      return new Promise<string>(() => {})
    },
    { connectTimeoutMs: 1500 },
  )
  await untilPhase(connection, 'open')
  expect(events).toEqual(['error url-timeout', 'open'])
  expect(aborted).toBe(1)
})

fault(28, 'calls the url function again after it rejects, with the usual retry delays', async () => {
  const server = await scriptedServer(works)
  const { connection, events, waits } = connected(({ attempt }) => {
    if (attempt < 3) throw new Error('no token')
    return server.url
  })
  await untilPhase(connection, 'open')
  expect(events).toEqual([...Array<string>(3).fill('error url-failed'), 'open'])
  for (const { delayMs } of waits.slice(1)) expect(delayMs).toBeGreaterThan(PACE.minDelayMs - 30)
})

for (const [when, order] of [
  ['while the url of a later attempt is pending', ['stale', 'later']],
  ['after the url of a later attempt', ['later', 'stale']],
] as const)
  fault(28, `ignores a url that arrives after the timeout, ${when}`, async () => {
    const server = await scriptedServer(works)
    const resolvers: ((url: string) => void)[] = []
    const { connection, events } = connected(() => new Promise<string>((resolve) => resolvers.push(resolve)), {
      connectTimeoutMs: 1000,
    })
    await waitFor(() => resolvers.length === 2)
    for (const path of order) resolvers[path === 'stale' ? 0 : 1]!(`${server.url}${path}`)
    await untilPhase(connection, 'open')
    await pause(300)
    expect(events).toEqual(['error url-timeout', 'open'])
    expect((await server.seen()).map(({ path }) => path)).toEqual(['/later'])
  })
