import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { Channel, Connection } from 'websocket-store'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

interface Page {
  connection: Connection<unknown, unknown>
  oak: Channel
  stop: () => void
}

// The page logs what it receives.
beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}))

it('the page subscribes its channel on each open from the last offset, and unsubscribes after the last listener', async () => {
  const server = await serve({
    onMessage(message, socket) {
      const { type, symbol, after = 0 } = JSON.parse(String(message)) as { type: string; symbol: string; after?: number }
      if (type !== 'subscribe') return
      socket.send(JSON.stringify({ type: 'subscribed', symbol }))
      socket.send(JSON.stringify({ type: 'price', symbol, value: 1, offset: after + 1 }))
    },
  })
  const { connection, oak, stop } = await runBlock<Page>('docs/guides/channels.md', 'export const oak', server.url)
  onTestFinished(() => connection.dispose())
  const shown = () => oak.getSnapshot()
  await waitFor(() => (shown().data as { offset?: number } | undefined)?.offset === 1)
  expect(shown().status).toBe('subscribed')
  server.terminateAll()
  await waitFor(() => (shown().data as { offset?: number } | undefined)?.offset === 2)
  stop()
  await waitFor(() => shown().status === 'idle')
  const sent = () => server.messages.map((message) => JSON.parse(String(message)) as unknown)
  await waitFor(() => sent().length === 3)
  expect(sent()).toEqual([
    { type: 'subscribe', symbol: 'OAK' },
    { type: 'subscribe', symbol: 'OAK', after: 1 },
    { type: 'unsubscribe', symbol: 'OAK' },
  ])
})

it('a refused channel has the status error, and is subscribed again on the next open', async () => {
  let isAllowed = false
  const server = await serve({
    onMessage: (_message, socket) =>
      socket.send(JSON.stringify(isAllowed ? { type: 'subscribed', symbol: 'OAK' } : { type: 'refused', symbol: 'OAK', reason: 'closed' })),
  })
  const { connection, oak } = await runBlock<Page>('docs/guides/channels.md', 'export const oak', server.url)
  onTestFinished(() => connection.dispose())
  await waitFor(() => oak.getSnapshot().status === 'error')
  expect(oak.getSnapshot().error).toBe('closed')
  isAllowed = true
  server.terminateAll()
  await waitFor(() => oak.getSnapshot().status === 'subscribed')
  expect(oak.getSnapshot().error).toBeNull()
})

it('the order book of the page equals that of the server after a cut that lost changes', async () => {
  const levels = new Map<number, number>()
  let seq = 0
  const change = (price: number, amount: number) => {
    levels.set(price, amount)
    return JSON.stringify({ type: 'change', market: 'BTC', seq: ++seq, price, amount })
  }
  change(100, 1)
  vi.stubGlobal('fetch', async () => ({ json: async () => ({ type: 'book', market: 'BTC', seq, levels: [...levels] }) }))
  const server = await serve({
    onMessage(message, socket) {
      const { type } = JSON.parse(String(message)) as { type: string }
      if (type === 'subscribe') socket.send(JSON.stringify({ type: 'subscribed', market: 'BTC', isResumed: false }))
    },
  })
  type BookPage = Omit<Page, 'oak' | 'stop'> & { book: Map<number, number>; btc: Channel }
  const { connection, book, btc } = await runBlock<BookPage>('docs/guides/channels.md', 'export const book', server.url)
  onTestFinished(() => connection.dispose())
  const isLoaded = () => btc.getSnapshot().status === 'subscribed' && seq === (btc.getSnapshot().data as { seq: number }).seq
  await waitFor(isLoaded)
  expect(btc.getSnapshot().recovery).toBe('fresh')
  server.broadcast(change(101, 2))
  await waitFor(isLoaded)
  server.terminateAll()
  change(100, 0)
  await waitFor(() => isLoaded() && btc.getSnapshot().recovery === 'gap')
  server.broadcast(change(102, 3))
  await waitFor(isLoaded)
  expect([...book]).toEqual([...levels])
})
