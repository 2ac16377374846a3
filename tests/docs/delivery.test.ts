import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { Connection, Outbox } from 'websocket-store'
import { serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

interface Orders {
  connection: Connection<unknown, unknown>
  orders: Outbox<{ id: string; item: string }>
  order(item: string): string
}

const stored = new Map<string, string>()
beforeEach(() =>
  void vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  }),
)
afterEach(() => stored.clear())

async function run<Page extends { connection: Connection<never, never> | Connection<string, string> | Connection<unknown, unknown> }>(marker: string, url: string): Promise<Page> {
  const page = await runBlock<Page>('docs/guides/delivery.md', marker, url)
  onTestFinished(() => page.connection.dispose())
  return page
}

it('the page sends unacknowledged orders again after a lost socket and after a reload', async () => {
  let isWorking = false
  const server = await serve({
    onMessage: (message, socket) => isWorking && socket.send(JSON.stringify({ ack: (JSON.parse(String(message)) as { id: string }).id })),
  })
  const before = await run<Orders>('export const orders', server.url)
  before.connection.connect()
  await untilPhase(before.connection, 'open')
  expect([before.order('tea'), before.order('cake')]).toEqual(['sent', 'sent'])
  await waitFor(() => server.messages.length === 2)
  server.terminateAll()
  // The outbox sends both again on the next open.
  await waitFor(() => server.messages.length === 4)
  before.connection.dispose()

  isWorking = true
  const after = await run<Orders>('export const orders', server.url)
  after.connection.connect()
  await waitFor(() => server.messages.length === 6 && after.orders.pending.length === 0)
  const items = server.messages.map((message) => (JSON.parse(String(message)) as { item: string }).item)
  expect(items).toEqual(['tea', 'cake', 'tea', 'cake', 'tea', 'cake'])
  expect(stored.get('orders')).toBe('[]')
})
