// @vitest-environment jsdom
import { BroadcastChannel, MessageChannel } from 'node:worker_threads'
import { render } from '@testing-library/react'
import { createElement, type ComponentType } from 'react'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { Component } from 'vue'
import { createApp } from 'vue'
import { channel, text, type Connection } from 'websocket-store'
import type { TabsRegistry } from 'websocket-store/tabs'
import { serve as serveTabs, type Server, type ServedOptions } from 'websocket-store/tabs/worker'
import { WebSocket } from 'ws'
import { connectTo, serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

const PAGE = 'docs/guides/several-tabs.md'

type TextConnection = Connection<string, string>
type OptionsFor = (url: string, page: never) => ServedOptions

let worker: Server | null = null
let created: { readonly name: string; readonly script: string }[] = []

/** Each one is another tab: they share the worker, but not the module of the page. */
class FakeWorker {
  readonly port: MessagePort

  constructor(script: URL, { name }: { readonly name: string }) {
    const { port1, port2 } = new MessageChannel()
    created.push({ name, script: script.href.split('/').at(-1)! })
    this.port = port1 as unknown as MessagePort
    const disconnect = worker!.connect(port2 as never)
    onTestFinished(() => {
      disconnect()
      port1.close()
    })
  }
}

beforeEach(() => {
  created = []
  vi.stubGlobal('SharedWorker', FakeWorker)
})
afterEach(() => {
  worker?.stop()
  worker = null
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

/** Runs a block that calls `serve()`. */
async function startWorker(marker: string): Promise<void> {
  const serveHere = (optionsFor: OptionsFor) => {
    worker = serveTabs((url, page) => ({ WebSocket: WebSocket as never, lingerMs: 10, reconnect: { delay: () => 5 }, ...optionsFor(url, page as never) }))
  }
  await runBlock(PAGE, marker, '', { modules: { 'websocket-store/tabs/worker': async () => ({ serve: serveHere }) } })
}

/** Runs a block that exports a registry. */
async function openTab(marker: string): Promise<TabsRegistry> {
  return (await runBlock<{ tabs: TabsRegistry }>(PAGE, marker, '')).tabs
}

const isOpen = (connection: Connection<never, never>) => connection.getSnapshot().phase === 'open'

it('the tabs of the first example share one socket, in React and in Vue', async () => {
  const server = await serve({ onConnection: (socket) => socket.send('"hello"') })
  await startWorker('// feed.worker.ts')
  const { App } = await runBlock<{ App: ComponentType }>(PAGE, 'export const App', server.url, { language: 'tsx' })
  const react = render(createElement(App))
  await waitFor(() => react.container.textContent === 'open: hello')
  document.body.append(Object.assign(document.createElement('div'), { id: 'app' }))
  await runBlock(PAGE, "mount('#app')", server.url)
  const vue = document.querySelector('#app')!
  await waitFor(() => vue.textContent?.startsWith('open'))
  server.broadcast('"to all tabs"')
  await waitFor(() => [react.container, vue].every(({ textContent }) => textContent === 'open: to all tabs'))
  expect(server.opened).toBe(1)
  expect(created).toEqual([{ name: 'feed', script: 'feed.worker.ts' }, { name: 'feed', script: 'feed.worker.ts' }])
  react.unmount()
})

it('the module of the registry does nothing until a connection is wanted', async () => {
  const server = await serve()
  await startWorker('// feed.worker.ts')
  const tabs = await openTab('// tabs.ts')
  const connection = tabs.connection(server.url)
  expect([created.length, tabs.pageCount]).toEqual([0, 0])
  connection.retain()
  await waitFor(() => isOpen(connection as never))
  expect([created.length, tabs.pageCount]).toEqual([1, 1])
})

it('the worker may dial another url than that of the page', async () => {
  const server = await serve()
  await startWorker('?from=worker')
  const connection = (await openTab('// tabs.ts')).connection(server.url)
  connection.retain()
  await waitFor(() => server.requests.length === 1)
  expect(server.requests[0]!.url).toContain('?from=worker')
})

it('a page lends its token to the worker, for each socket', async () => {
  const server = await serve()
  localStorage.setItem('token', 'of today')
  await startWorker("await lent('token')")
  const connection = (await openTab('lend: {')).connection(server.url)
  connection.retain()
  await waitFor(() => isOpen(connection as never))
  localStorage.setItem('token', 'of tomorrow')
  server.closeAll(1012)
  await waitFor(() => server.messages.length === 2)
  expect(server.messages.map((message) => JSON.parse(String(message)) as unknown)).toEqual([{ token: 'of today' }, { token: 'of tomorrow' }])
})

it('the worker passes only the latest price of a symbol in a frame, and counts what it drops', async () => {
  const server = await serve()
  await startWorker('latest: (message: Price)')
  const connection = (await openTab('// tabs.ts')).connection(server.url) as unknown as Connection<{ symbol: string; price: number }, unknown>
  const prices = channel(connection, 'prices')
  const received: [symbol: string, price: number][] = []
  prices.onMessage(({ symbol, price }) => void received.push([symbol, price]))
  prices.retain()
  connection.retain()
  await waitFor(() => server.messages.length === 1)
  for (let price = 1; price <= 50; price++) for (const symbol of ['OAK', 'ELM']) server.broadcast(JSON.stringify({ topic: 'prices', symbol, price }))
  await waitFor(() => ['OAK', 'ELM'].every((symbol) => received.some(([of, price]) => of === symbol && price === 50)))
  expect(received.length).toBeLessThan(100)
  expect(prices.getSnapshot()).toMatchObject({ conflated: 100 - received.length })
})

it('the number of tabs is shown by a component of React and of Vue', async () => {
  const server = await serve()
  await startWorker('// feed.worker.ts')
  const first = await openTab('// tabs.ts')
  const { TabCount } = await runBlock<{ TabCount: ComponentType<{ tabs: TabsRegistry }> }>(PAGE, 'export function TabCount', '', { language: 'tsx' })
  const { createTabCount } = await runBlock<{ createTabCount(tabs: TabsRegistry): Component }>(PAGE, 'export const createTabCount', '')
  const react = render(createElement(TabCount, { tabs: first }))
  const vue = document.createElement('div')
  const app = createApp(createTabCount(first))
  app.mount(vue)
  const show = async (expected: string) => {
    await waitFor(() => [react.container, vue].every(({ textContent }) => textContent === expected))
  }
  await show('0 tabs, one socket')
  first.connection(server.url).retain()
  await show('1 tabs, one socket')
  const second = await openTab('// tabs.ts')
  second.connection(server.url).retain()
  await show('2 tabs, one socket')
  second.dispose()
  await show('1 tabs, one socket')
  react.unmount()
  app.unmount()
})

it('a page without SharedWorker, locks and BroadcastChannel has a connection of its own, with a warning', async () => {
  vi.stubGlobal('SharedWorker', undefined)
  vi.stubGlobal('BroadcastChannel', undefined)
  vi.stubGlobal('WebSocket', WebSocket)
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  onTestFinished(() => warn.mockRestore())
  const server = await serve()
  const connection = (await openTab("{ leader: 'feed', serve:")).connection(server.url)
  const release = connection.retain()
  await waitFor(() => isOpen(connection as never))
  expect(String(warn.mock.calls[0]?.[0])).toContain('Web Locks')
  release()
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
  const phase = (connection: TextConnection) => connection.getSnapshot().phase
  await waitFor(() => connections.every((connection) => phase(connection) === 'open'))
  sessions[0]!.logOut()
  await waitFor(() => connections.every((connection) => phase(connection) === 'closed'))
  await waitFor(() => server.alive === 0)
  expect(server.closes.map(({ reason }) => reason)).toEqual(['logged out', 'logged out'])
})
