// @vitest-environment jsdom
import { BroadcastChannel, MessageChannel } from 'node:worker_threads'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { text, type Connection, type WebSocketLike } from 'websocket-store'
import { connectTo, serve } from '../support/per-test'
import { pause, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

const PAGE = 'docs/guides/several-tabs.md'

type TextConnection = Connection<string, string>

/** Web Locks for one process. */
function createLocks() {
  const ends = new Map<string, Promise<unknown>>()
  const releases: (() => void)[] = []
  return {
    /** Releases all held locks, as the browser does for a tab that is gone. */
    releaseAll: () => releases.splice(0).forEach((release) => release()),
    request(name: string, run: () => unknown): Promise<unknown> {
      const released = new Promise<void>((resolve) => releases.push(resolve))
      const end = (ends.get(name) ?? Promise.resolve()).then(() => Promise.race([run(), released]))
      ends.set(name, end)
      return end
    },
  }
}

let locks: ReturnType<typeof createLocks>

beforeEach(() => {
  locks = createLocks()
  vi.stubGlobal('navigator', { locks })
})

/** Starts the worker of the page. Each call of the result opens a tab. */
async function startWorker(url: string) {
  const scope = new EventTarget()
  vi.stubGlobal('self', scope)
  const createConnection = (to: string) => {
    const connection = connectTo(to, { lingerMs: 20 })
    connection.on('error', () => {})
    return connection
  }
  await runBlock(PAGE, '// shared-worker.ts', url, { modules: { 'websocket-store': async () => ({ createConnection }) } })
  type Block = { sharedSocket(newPort: () => MessagePort): () => WebSocketLike }
  const { sharedSocket } = await runBlock<Block>(PAGE, '// shared-socket.ts', '')
  const newPort = () => {
    const { port1, port2 } = new MessageChannel()
    scope.dispatchEvent(Object.assign(new Event('connect'), { ports: [port2] }))
    return port1 as unknown as MessagePort
  }
  return (): TextConnection & { readonly messages: readonly string[] } => {
    const options = { transport: sharedSocket(newPort), reconnect: { delay: () => 0 }, codec: text(), lingerMs: 0 }
    const connection = connectTo('wss://example.org/feed', options)
    connection.on('error', () => {})
    const messages: string[] = []
    connection.onMessage((message) => messages.push(message))
    connection.connect()
    return Object.assign(connection, { messages })
  }
}

const phase = (connection: TextConnection) => connection.getSnapshot().phase

it('tabs share one socket until the last one closes', async () => {
  const server = await serve()
  const openTab = await startWorker(server.url)
  const [first, second] = [openTab(), openTab()]
  await waitFor(() => phase(first) === 'open' && phase(second) === 'open')
  const third = openTab()
  await waitFor(() => phase(third) === 'open')
  first.send('hello')
  await waitFor(() => [first, second, third].every(({ messages }) => messages.length === 1))
  expect([server.opened, server.messages]).toEqual([1, ['hello']])
  first.disconnect()
  second.disconnect()
  await pause(60)
  expect([phase(third), server.alive]).toEqual(['open', 1])
  third.disconnect()
  await waitFor(() => server.alive === 0)
  expect([first, second, third].map(phase)).toEqual(['closed', 'closed', 'closed'])
})

it('all tabs lose the socket with the same code and miss nothing of the next one', async () => {
  const server = await serve({ onConnection: (socket) => socket.send('first message') })
  const openTab = await startWorker(server.url)
  const tabs = [openTab(), openTab()]
  await waitFor(() => tabs.every((tab) => phase(tab) === 'open'))
  server.closeAll(1012)
  await waitFor(() => tabs.every((tab) => tab.getSnapshot().lastClose?.code === 1012))
  await waitFor(() => tabs.every((tab) => tab.messages.length === 2))
  expect([server.opened, ...tabs.map(phase)]).toEqual([2, 'open', 'open'])
})

it('a tab waits while the worker cannot connect', async () => {
  const server = await serve()
  server.refuseWith(503)
  const tab = (await startWorker(server.url))()
  await waitFor(() => server.requests.length >= 2)
  expect(phase(tab)).toBe('connecting')
  server.refuseWith(null)
  await waitFor(() => phase(tab) === 'open')
})

it('a fatal close ends the connection in the tab, and a later open dials again', async () => {
  const server = await serve()
  const tab = (await startWorker(server.url))()
  await waitFor(() => phase(tab) === 'open')
  server.closeAll(4400)
  await waitFor(() => phase(tab) === 'closed')
  await pause(60)
  expect(server.opened).toBe(1)
  tab.connect()
  await waitFor(() => phase(tab) === 'open')
  expect(server.opened).toBe(2)
})

it('the worker releases the connection of a tab that is gone', async () => {
  const server = await serve()
  const tab = (await startWorker(server.url))()
  await waitFor(() => phase(tab) === 'open')
  locks.releaseAll()
  await waitFor(() => server.alive === 0)
})

it('a tab that closes while it connects leaves no demand', async () => {
  const server = await serve()
  const tab = (await startWorker(server.url))()
  tab.disconnect()
  await waitFor(() => phase(tab) === 'closed')
  await pause(100)
  expect(server.alive).toBe(0)
})

it('a logout in one tab closes the connections of all tabs', async () => {
  vi.stubGlobal('BroadcastChannel', BroadcastChannel)
  type Session = { logOut(): void; stop(): void }
  const { shareLogout } = await runBlock<{ shareLogout(connection: TextConnection): Session }>(PAGE, 'export function shareLogout', '')
  const server = await serve()
  const connections = [connectTo(server.url, { codec: text() }), connectTo(server.url, { codec: text() })]
  const sessions = connections.map((connection) => {
    connection.connect()
    const session = shareLogout(connection)
    onTestFinished(session.stop)
    return session
  })
  await waitFor(() => connections.every((connection) => phase(connection) === 'open'))
  sessions[0]!.logOut()
  await waitFor(() => connections.every((connection) => phase(connection) === 'closed'))
  await waitFor(() => server.alive === 0)
  expect(server.closes.map(({ reason }) => reason)).toEqual(['logged out', 'logged out'])
})
