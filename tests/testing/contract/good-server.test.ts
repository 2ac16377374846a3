import { expect, it } from 'vitest'
import { serverContract } from 'websocket-store/testing'
import { channels, echo, newsOf, serveChat } from './chat-server'
import { fast, heartbeat } from './settings'

it('passes each case against a server that does everything right', async () => {
  const chat = await serveChat({ protocols: ['chat.v2'] })
  const contract = serverContract(`${chat.url}?token=good`, {
    ...fast,
    protocols: ['chat.v2', 'chat.v1'],
    heartbeat,
    channels,
    echo,
    maxBytes: 1_000_000,
    channel: newsOf(chat),
    restart: chat.restart,
    rejected: { url: `${chat.url}?token=bad` },
    idleMs: 300,
  })
  expect(contract.missing).toEqual([])
  const results: Record<string, string> = {}
  for (const { name, run } of contract) {
    const startedAt = performance.now()
    await run().then(
      () => (results[name] = 'passed'),
      (error: Error) => (results[name] = error.message),
    )
    console.log(name, Math.round(performance.now() - startedAt))
  }
  expect(results).toEqual(Object.fromEntries(contract.map(({ name }) => [name, 'passed'])))
}, 60_000)
