import { expect, it } from 'vitest'
import type { HeartbeatOptions } from 'websocket-store'
import { serverContract } from 'websocket-store/testing'
import { channels, echo, newsOf, serveChat } from './chat-server'
import { fast, heartbeat } from './settings'

async function contractOfGoodServer(times: { answerWithinMs: number; connectTimeoutMs: number; closeTimeoutMs: number; heartbeat: HeartbeatOptions }) {
  const chat = await serveChat({ protocols: ['chat.v2'] })
  return serverContract(`${chat.url}?token=good`, {
    ...fast,
    ...times,
    protocols: ['chat.v2', 'chat.v1'],
    channels,
    echo,
    maxBytes: 1_000_000,
    channel: newsOf(chat),
    restart: chat.restart,
    rejected: { url: `${chat.url}?token=bad` },
    idleMs: 300,
  })
}

const outcomeOf = async (run: () => Promise<void>) => run().then(() => 'passed', (error: Error) => error.message)

it('passes each case within its time against a server that does everything right', async () => {
  const contract = await contractOfGoodServer({ answerWithinMs: 2000, connectTimeoutMs: 1000, closeTimeoutMs: 2000, heartbeat })
  expect(contract).toHaveLength(21)
  expect(contract.missing).toEqual([])
  for (const { name, timeoutMs, run } of contract) {
    const startedAt = performance.now()
    expect(`${name}: ${await outcomeOf(run)}`).toBe(`${name}: passed`)
    expect(performance.now() - startedAt).toBeLessThan(timeoutMs)
  }
}, 60_000)

it('runs its cases at the same time, except the restart', async () => {
  const contract = await contractOfGoodServer({ answerWithinMs: 5000, connectTimeoutMs: 3000, closeTimeoutMs: 3000, heartbeat: { intervalMs: 200, timeoutMs: 2000 } })
  const cases = contract.filter(({ name }) => !name.includes('restart'))
  expect(cases).toHaveLength(contract.length - 1)
  const outcomes = await Promise.all(cases.map(async ({ name, run }) => [name, await outcomeOf(run)] as const))
  expect(outcomes.filter(([, outcome]) => outcome !== 'passed')).toEqual([])
}, 60_000)
