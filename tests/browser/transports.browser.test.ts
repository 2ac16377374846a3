import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { launch } from '../demo/demo-browser'
import { servePage, type ServedPage } from '../soak/chromium/serve-page'
import { runServer } from '../socket-io/programs/run-server'
import { serveSocketIo } from '../support/socket-io-server'
import { serveSse } from '../support/sse-server'
import { waitFor } from '../support/wait-for'

let browser: Browser
let served: ServedPage

beforeAll(async () => {
  ;[browser, served] = await Promise.all([launch(), servePage('../../browser/transports-page.tsx')])
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const SIDES = ['react', 'vue'] as const

interface Shown {
  readonly page: Page
  readonly problems: string[]
  /** Waits until both frameworks show this text. */
  show(tag: 'output' | 'p', text: string): Promise<void>
  /** Waits until both frameworks show exactly these messages. */
  list(...messages: readonly unknown[]): Promise<void>
}

async function open(transport: string, server: string, more: Record<string, string> = {}): Promise<Shown> {
  const page = await browser.newPage()
  onTestFinished(() => page.close())
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  await page.goto(`${served.url}?${new URLSearchParams({ transport, server, ...more })}`)
  const text = (side: string, tag: string) => page.locator(`#${side} ${tag}`).textContent()
  return {
    page,
    problems,
    async show(tag, expected) {
      for (const side of SIDES) await expect.poll(() => text(side, tag), { timeout: 15_000 }).toBe(expected)
    },
    async list(...messages) {
      const expected = messages.map((message) => JSON.stringify(message)).join('\n')
      for (const side of SIDES) await expect.poll(() => text(side, 'pre'), { timeout: 15_000 }).toBe(expected)
    },
  }
}

it('exchanges bytes, requests and replies with a Socket.IO server over one engine for both frameworks', async () => {
  const server = await serveSocketIo()
  const received: unknown[] = []
  server.io.of('/chat').on('connection', (socket) => {
    socket.emit('bytes', Buffer.from([1, 2, 255]))
    socket.on('add', (a: number, b: number, sum: (result: number) => void) => sum(a + b))
    socket.on('upload', (bytes: Buffer) => received.push([...bytes]))
    socket.on('quiz', () => socket.emit('question', (answer: string) => received.push(answer)))
  })
  const { page, problems, show, list } = await open('socket-io', `${server.url}/chat`)
  await show('output', 'open')
  expect(await page.evaluate('sendRequest("add", 2, 3)')).toBe(5)
  const bytes = { event: 'bytes', args: ['bytes 1,2,255'] }
  await list(bytes, { event: null, id: '1', args: [5] })
  await page.evaluate('connection.send({ event: "upload", args: [bytes(7, 8)] })')
  await page.evaluate('connection.send({ event: "quiz" })')
  await waitFor(() => received.length === 2)
  expect(received).toEqual([[7, 8], 'an answer from Chrome'])
  expect(server.dials).toBe(1)
  await page.evaluate('unmount()')
  await waitFor(() => server.engines === 0)
  expect(problems).toEqual([])
})

it('reconnects after the Socket.IO server is killed and restarted', async () => {
  const first = await runServer()
  const { page, problems, show, list } = await open('socket-io', first.url)
  await list({ event: 'hello', args: [first.pid] })
  await first.kill()
  await expect.poll(() => page.locator('#react output').textContent(), { timeout: 15_000 }).not.toBe('open')
  const second = await runServer(first.port)
  await show('output', 'open')
  await list({ event: 'hello', args: [first.pid] }, { event: 'hello', args: [second.pid] })
  expect(await page.evaluate('sendRequest("who")')).toBe(second.pid)
  expect(problems).toEqual([])
})

it('detects a frozen Socket.IO server by its missing pings', async () => {
  const server = await runServer()
  const { page, show } = await open('socket-io', server.url)
  await show('output', 'open')
  server.freeze()
  await expect.poll(() => page.evaluate('connection.getSnapshot().lastClose?.reason'), { timeout: 15_000 }).toBe('ping timeout')
})

it('shows why a Socket.IO server refuses the connection, and stops', async () => {
  const server = await serveSocketIo()
  server.io.use((socket, next) => next(Object.assign(new Error(`not with ${socket.handshake.auth.token}`), { data: { fatal: true } })))
  const { problems, show } = await open('socket-io', server.url, { token: 'abc' })
  await show('output', 'closed')
  await show('p', 'connect-failed: not with abc')
  expect(server.dials).toBe(1)
  expect(problems).toEqual([])
})

it('receives one stream of the built-in EventSource for both frameworks, and resumes it from the last event id', async () => {
  const server = await serveSse()
  const { page, problems, show, list } = await open('event-source', `${server.url}/prices`)
  await show('output', 'open')
  server.send({ data: 'plain' }, { event: 'price', data: '1', id: '41' }, { event: 'other', data: 'not subscribed' })
  const before = [
    { event: 'message', data: 'plain', id: '' },
    { event: 'price', data: '1', id: '41' },
  ]
  await list(...before)
  server.endAll()
  await waitFor(() => server.requests.length === 2 && server.alive === 1)
  server.send({ event: 'price', data: '2' })
  await list(...before, { event: 'price', data: '2', id: '41' })
  expect(await page.evaluate('connection.getSnapshot().lastClose')).toEqual({ code: 1006, reason: '', wasClean: false })
  server.cutAll()
  await waitFor(() => server.requests.length === 3 && server.alive === 1)
  await page.waitForTimeout(4000) // the browser's own retry would come after 3 s
  expect(server.requests.map(({ url }) => url)).toEqual(['/prices', '/prices?lastEventId=41', '/prices?lastEventId=41'])
  await page.evaluate('unmount()')
  await waitFor(() => server.alive === 0)
  expect(problems).toEqual([])
})

it.each([
  ['another status', 503, 'text/event-stream'],
  ['another content type', 200, 'text/html'],
])('counts %s as a failed attempt of the built-in EventSource, and retries', async (_, status, contentType) => {
  const server = await serveSse()
  server.answer(status, contentType)
  const { show } = await open('event-source', server.url)
  await show('p', 'connect-failed: undefined')
  await waitFor(() => server.requests.length >= 3)
  server.answer(null)
  await show('output', 'open')
  await show('p', 'no error')
})

it.each([
  ['yes', 'visitor=1'],
  ['no', undefined],
])('sends cookies to another origin only with `withCredentials`: %s', async (credentials, cookie) => {
  const server = await serveSse()
  const { show } = await open('event-source', server.url, { credentials })
  await show('output', 'open')
  server.endAll()
  await waitFor(() => server.requests.length === 2)
  expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, cookie])
})

it('refuses to send over an EventSource', async () => {
  const server = await serveSse()
  const { page, show } = await open('event-source', server.url)
  await show('output', 'open')
  const code = 'try { connection.send("x") } catch ({ code, cause }) { `${code}: ${cause.message}` }'
  expect(await page.evaluate(`eval(${JSON.stringify(code)})`)).toBe('encode-failed: an EventSource only receives')
})
