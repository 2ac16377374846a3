import { expect, it, onTestFinished, vi } from 'vitest'
import { request, type Connection } from 'websocket-store'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

interface Page {
  connection: Connection<unknown, unknown>
  getTime(): Promise<string>
  version(): Promise<string>
  add(a: number, b: number): Promise<number>
  search(text: string, limit: number): Promise<string[]>
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
  const page = await runBlock<Page>('docs/guides/requests.md', marker, server.url)
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
  const { add } = await run('async function add', (message) => {
    const { id, method, params } = parsed(message)
    ids.push(id)
    return { jsonrpc: '2.0', id, ...(method === 'add' && { result: params[0] + params[1] }) }
  })
  expect([await add(1, 2), await add(3, 4)]).toEqual([3, 7])
  expect(ids).toEqual(['1', '2'])
})

it('a reply reaches onMessage too', async () => {
  const { connection } = await run('async function add', (message) => ({ jsonrpc: '2.0', id: parsed(message)['id'], result: 5 }))
  const received: unknown[] = []
  connection.onMessage((message) => void received.push(message))
  expect(await request(connection, { method: 'five' })).toBe(5)
  expect(received).toEqual([{ jsonrpc: '2.0', id: '1', result: 5 }])
})

it('the page searches, and cancels the search when it has enough titles', async () => {
  const received: unknown[] = []
  const server = await serve({
    onMessage(message, socket) {
      const command = parsed(String(message))
      received.push(command)
      if (command['do'] !== 'search') return
      const { id, text } = command
      for (const title of ['one', 'two', 'three']) socket.send(JSON.stringify({ id, title: `${String(text)} ${title}` }))
      if (id === '1') socket.send(JSON.stringify({ id, isDone: true }))
    },
  })
  const { connection, search } = await runBlock<Page>('docs/guides/requests.md', 'async function search', server.url)
  onTestFinished(() => connection.dispose())
  expect(await search('page', 10)).toEqual(['page one', 'page two', 'page three'])
  expect(await search('page', 2)).toEqual(['page one', 'page two'])
  await waitFor(() => received.length === 3)
  expect(received).toMatchObject([{ do: 'search', id: '1' }, { do: 'search', id: '2' }, { do: 'cancel', id: '2' }])
})

it('the page answers the requests of the server', async () => {
  vi.stubGlobal('fetch', (path: string) => (path.endsWith('broken') ? Promise.reject(new Error('offline')) : Promise.resolve(new Response(`of ${path}`))))
  onTestFinished(() => void vi.unstubAllGlobals())
  const server = await serve({ echo: false })
  const { connection } = await runBlock<Page>('docs/guides/requests.md', 'replyUnknown: (', server.url)
  onTestFinished(() => connection.dispose())
  connection.connect()
  await waitFor(() => server.alive === 1 && connection.getSnapshot().phase === 'open')
  for (const [index, ask] of ['text/a', 'time', 'text/broken'].entries()) {
    server.broadcast(JSON.stringify({ ask, number: index }))
    await waitFor(() => server.messages.length === index + 1)
  }
  expect(server.messages.map((message) => parsed(String(message)))).toEqual([
    { answer: 'of /answers/text%2Fa', number: 0 },
    { refused: 'unknown: time', number: 1 },
    { refused: 'failed', number: 2 },
  ])
})
