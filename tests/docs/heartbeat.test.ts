// @vitest-environment jsdom
import { expect, it, onTestFinished } from 'vitest'
import type { Connection } from 'websocket-store'
import { serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'
import { FRAMEWORKS, showBlock } from './support/show-block'

const page = 'docs/guides/heartbeat.md'

it.each(FRAMEWORKS)('the component of the page shows the latency: %s', async (framework) => {
  const server = await serve({
    onMessage: (message, socket) => message === '{"type":"ping"}' && socket.send('{"type":"pong"}'),
  })
  const { root } = await showBlock(framework, page, 'latencyMs', server.url)
  await waitFor(() => server.alive === 1)
  expect(root.textContent).toBe('measuring')
  // Sends a ping at once: a test cannot wait for the interval.
  await waitFor(() => window.dispatchEvent(new Event('online')) && server.messages.length > 0)
  await waitFor(() => /^\d+ ms$/.test(root.textContent ?? ''))
})

it('the page answers the pings of the server, and does not deliver them', async () => {
  const server = await serve({ echo: false })
  const { feed } = await runBlock<{ feed: Connection<unknown> }>(page, 'message: null', server.url)
  onTestFinished(() => feed.dispose())
  const received: unknown[] = []
  feed.onMessage((message) => void received.push(message))
  feed.connect()
  await untilPhase(feed, 'open')
  await waitFor(() => server.alive === 1)
  server.broadcast('{"type":"ping"}')
  server.broadcast('{"type":"news"}')
  await waitFor(() => server.messages.length === 1 && received.length === 1)
  expect([server.messages, received]).toEqual([['{"type":"pong"}'], [{ type: 'news' }]])
})
