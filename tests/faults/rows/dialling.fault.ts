import { expect } from 'vitest'
import type { ConnectionOptions, ConnectionUrl } from 'websocket-store'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { misbehave } from '../kit/laboratory'
import { works } from '../kit/steps'
import { connected, PACE } from '../kit/watched'

/** Closed for good, with an error that names the mistake; counts what was constructed. */
async function expectRefused(url: ConnectionUrl, options: ConnectionOptions, code: string): Promise<void> {
  const { connection, told } = connected(url, options)
  const { error } = await untilPhase(connection, 'closed')
  expect(error).toMatchObject({ code, fatal: true })
  await pause(2 * PACE.maxDelayMs)
  expect(told).toEqual([`error ${code}`])
  expect(connection.getSnapshot().attempt).toBe(0)
}

for (const url of ['ws://[', 'ftp://127.0.0.1/', 'ws://127.0.0.1/#part'])
  fault(27, `is closed for good by the url ${url}`, () => expectRefused(url, {}, 'invalid-url'))

for (const protocols of ['a=b', ['a', 'a']])
  fault(27, `is closed for good by the protocols ${JSON.stringify(protocols)}`, async () => {
    const server = await misbehave(works)
    await expectRefused(server.url, { protocols }, 'invalid-protocol')
    expect(await server.seen()).toEqual([])
  })

fault(27, 'is closed for good by a constructor that throws', async () => {
  let constructed = 0
  function Throwing(): never {
    constructed++
    throw new SyntaxError('not like this')
  }
  await expectRefused('ws://127.0.0.1/', { WebSocket: Throwing as never }, 'invalid-url')
  expect(constructed).toBe(1)
})

fault(28, 'gives up one that hangs at the connect timeout, and asks again', async () => {
  const server = await misbehave(works)
  let aborted = 0
  const { connection, told } = connected(
    ({ attempt, signal }) => {
      if (attempt > 0) return server.url
      signal.addEventListener('abort', () => aborted++)
      return new Promise<string>(() => {})
    },
    { connectTimeoutMs: 1500 },
  )
  await untilPhase(connection, 'open')
  expect(told).toEqual(['error url-timeout', 'open'])
  expect(aborted).toBe(1)
})

fault(28, 'asks again after one that rejects, with the pace of any retry', async () => {
  const server = await misbehave(works)
  const { connection, told, waits } = connected(({ attempt }) => {
    if (attempt < 3) throw new Error('no token')
    return server.url
  })
  await untilPhase(connection, 'open')
  expect(told).toEqual([...Array<string>(3).fill('error url-failed'), 'open'])
  for (const { delayMs } of waits.slice(1)) expect(delayMs).toBeGreaterThan(PACE.minDelayMs - 30)
})

for (const [when, order] of [
  ['while a later attempt still asks', ['stale', 'later']],
  ['after that of a later attempt', ['later', 'stale']],
] as const)
  fault(28, `ignores an answer that comes too late, ${when}`, async () => {
    const server = await misbehave(works)
    const answers: ((url: string) => void)[] = []
    const { connection, told } = connected(() => new Promise<string>((resolve) => answers.push(resolve)), {
      connectTimeoutMs: 1000,
    })
    await waitFor(() => answers.length === 2)
    for (const path of order) answers[path === 'stale' ? 0 : 1]!(`${server.url}${path}`)
    await untilPhase(connection, 'open')
    await pause(300)
    expect(told).toEqual(['error url-timeout', 'open'])
    expect((await server.seen()).map(({ path }) => path)).toEqual(['/later'])
  })
