import { Server, WebSocket as MockSocket } from 'mock-socket'
import { ws } from 'msw'
import { setupServer } from 'msw/node'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createTestServer } from 'websocket-store/testing'
import { WebSocket as WsSocket } from 'ws'
import { pause } from '../support/wait-for'
import { read } from './support/code-blocks'
import { realPause } from './support/real-pause'

const URL = 'wss://example.org/feed'
/** No network is involved, so everything has arrived after this time. */
const ARRIVED_MS = 60

interface Mock {
  dial(): WebSocket
  /** What the mock has for this fault, or undefined where it has nothing. */
  readonly refuse?: () => void
  readonly cut?: () => void
  readonly silence?: () => void
  readonly slow?: () => void
  close(code: number): void
  send(text: string): void
}

const mocks: Record<string, () => Mock> = {
  'test server'() {
    const server = createTestServer({ url: URL })
    onTestFinished(() => server.stop())
    const { refuse, cut, silence, close, send } = server
    return { refuse, cut, silence, close, send, dial: () => new server.WebSocket(URL), slow: () => server.slow({ bytesPerSecond: 10 }) }
  },
  'mock-socket'() {
    const server = new Server(URL, { mock: false })
    onTestFinished(() => server.stop())
    return {
      dial: () => new MockSocket(URL) as unknown as WebSocket,
      // Its way to refuse: no server for the address.
      refuse: () => server.stop(),
      close: (code) => server.close({ code, reason: '', wasClean: true }),
      send: (text) => server.emit('message', text),
    }
  },
  'MSW'() {
    vi.stubGlobal('WebSocket', WsSocket)
    const link = ws.link(URL)
    let isRefusing = false
    const server = setupServer(link.addEventListener('connection', ({ client }) => isRefusing && client.close(1011)))
    server.listen()
    onTestFinished(() => server.close())
    return {
      dial: () => new WebSocket(URL),
      // Its way to refuse: close in the handler of the connection.
      refuse: () => void (isRefusing = true),
      close: (code) => link.clients.forEach((client) => client.close(code)),
      send: (text) => link.broadcast(text),
    }
  },
}

interface Observed {
  readonly socket: WebSocket
  readonly events: string[]
}

function observe(socket: WebSocket): Observed {
  const events: string[] = []
  for (const type of ['open', 'error', 'message'] as const) socket.addEventListener(type, () => void events.push(type))
  socket.addEventListener('close', ({ code, wasClean }) => void events.push(`close ${code}${wasClean ? ' clean' : ''}`))
  return { socket, events }
}

async function open(mock: Mock): Promise<Observed> {
  const observed = observe(mock.dial())
  await pause(ARRIVED_MS)
  expect(observed.events).toEqual(['open'])
  return observed
}

const rows: Record<string, (mock: Mock) => Promise<boolean>> = {
  async 'a refused dial'(mock) {
    mock.refuse?.()
    const { events } = observe(mock.dial())
    await pause(ARRIVED_MS)
    return events.join() === 'error,close 1006'
  },
  async 'a lost network'(mock) {
    const { events } = await open(mock)
    mock.cut?.()
    await pause(ARRIVED_MS)
    return events.join() === 'open,close 1006'
  },
  async 'a half-open socket'(mock) {
    const { events, socket } = await open(mock)
    mock.silence?.()
    mock.send('lost')
    await pause(ARRIVED_MS)
    return events.join() === 'open' && socket.readyState === 1
  },
  async 'close codes of the server'(mock) {
    const { events } = await open(mock)
    mock.close(1012)
    await pause(ARRIVED_MS)
    return events.join() === 'open,close 1012 clean'
  },
  async '`bufferedAmount` of a slow line'(mock) {
    const { socket } = await open(mock)
    mock.slow?.()
    socket.send('0123456789')
    await pause(ARRIVED_MS)
    return socket.bufferedAmount === 10
  },
  async 'messages while fake timers stand still'(mock) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate', 'Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const { events } = observe(mock.dial())
    await realPause(ARRIVED_MS)
    mock.send('hello')
    await realPause(ARRIVED_MS)
    return events.join() === 'open,message'
  },
}

const table = read('docs/guides/testing.md').split('\n').filter((line) => line.startsWith('|'))
const [, ...columns] = table.find((line) => line.startsWith('| the client sees'))!.split('|').map((cell) => cell.trim()).filter(Boolean)

it('the columns of the page are these mocks', () => {
  expect(columns).toEqual(Object.keys(mocks))
})

it.each(Object.keys(rows).flatMap((row) => columns.map((column) => [row, column] as const)))('the page is right about %s with %s', async (row, column) => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const cells = table.find((line) => line.startsWith(`| ${row}`))!.split('|').map((cell) => cell.trim())
  expect(cells[columns.indexOf(column) + 2] === '✓').toBe(await rows[row]!(mocks[column]!()))
})

it('mock-socket and MSW change the global WebSocket, the test server does not', () => {
  vi.stubGlobal('WebSocket', WsSocket)
  mocks['test server']!()
  expect(globalThis.WebSocket).toBe(WsSocket)
  const server = new Server(URL)
  expect(globalThis.WebSocket).not.toBe(WsSocket)
  server.stop()
  const msw = setupServer()
  msw.listen()
  expect(globalThis.WebSocket).not.toBe(WsSocket)
  msw.close()
})
