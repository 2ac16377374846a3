import { expect, it, onTestFinished } from 'vitest'
import { request, type Connection } from 'websocket-store'
import { serve } from '../support/per-test'
import { runBlock } from './support/code-blocks'

interface Page {
  connection: Connection<unknown, unknown>
  getTime(): Promise<string>
  version(): Promise<string>
  add(a: number, b: number): Promise<number>
}

const serveReplies = (reply: (message: string) => unknown) =>
  serve({
    onMessage(message, socket) {
      const text = reply(String(message))
      if (text !== undefined) socket.send(typeof text === 'string' ? text : JSON.stringify(text))
    },
  })

async function run(marker: string, reply: (message: string) => unknown): Promise<Page> {
  const server = await serveReplies(reply)
  const page = await runBlock<Page>('docs/requests.md', marker, server.url)
  onTestFinished(() => page.connection.dispose())
  return page
}

const parsed = (message: string) => JSON.parse(message) as Record<string, unknown> & { params: [number, number] }

it('the page requests the time, and retains the connection during the request', async () => {
  const { connection, getTime } = await run('getTime', (message) => ({ id: parsed(message)['id'], value: 'noon' }))
  expect(connection.getSnapshot().phase).toBe('idle')
  expect(await getTime()).toBe('noon')
})

it('the request of the page rejects when the server refuses it', async () => {
  const { getTime } = await run('getTime', (message) => ({ id: parsed(message)['id'], failed: 'no clock' }))
  await expect(getTime()).rejects.toMatchObject({ code: 'request-refused', cause: new Error('no clock') })
})

it('the page matches a reply by its content, and equal requests share one reply', async () => {
  let requests = 0
  const { version } = await run('VERSION', () => (++requests === 1 ? 'version 1' : undefined))
  expect(await Promise.all([version(), version()])).toEqual(['version 1', 'version 1'])
})

it('the page adds over JSON-RPC, and the ids are the strings 1, 2, …', async () => {
  const ids: unknown[] = []
  const { add } = await run('jsonRpc()', (message) => {
    const { id, method, params } = parsed(message)
    ids.push(id)
    return { jsonrpc: '2.0', id, ...(method === 'add' && { result: params[0] + params[1] }) }
  })
  expect([await add(1, 2), await add(3, 4)]).toEqual([3, 7])
  expect(ids).toEqual(['1', '2'])
})

it('a reply reaches onMessage too', async () => {
  const { connection } = await run('jsonRpc()', (message) => ({ jsonrpc: '2.0', id: parsed(message)['id'], result: 5 }))
  const received: unknown[] = []
  connection.onMessage((message) => void received.push(message))
  expect(await request(connection, { method: 'five' })).toBe(5)
  expect(received).toEqual([{ jsonrpc: '2.0', id: '1', result: 5 }])
})
