// @vitest-environment jsdom
import { mount, type VueWrapper } from '@vue/test-utils'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createApp, ref, type App, type Component, type Ref } from 'vue'
import { createRegistry, type Connection, type ConnectionRegistry, type ReadyState } from 'websocket-store'
import { createWebSocketStore } from 'websocket-store/vue'
import { WebSocket } from 'ws'
import { pause, waitFor } from '../support/wait-for'
import { serve } from '../support/per-test'
import { runBlock } from './support/run-block'

// The blocks of the migration pages in Vue: what was there before and what replaces it do the same against a real server.

// VueUse uses the global WebSocket. That of jsdom is not used, because it needs the network of a browser.
beforeEach(() => void vi.stubGlobal('WebSocket', WebSocket))

const modules = {
  '@vueuse/core': () => import('@vueuse/core'),
  'websocket-store/compat/vueuse': () => import('websocket-store/compat/vueuse'),
}

function createTestRegistry(): ConnectionRegistry {
  const registry = createRegistry({ defaults: { WebSocket, lingerMs: 300 } })
  onTestFinished(() => registry.dispose())
  return registry
}

async function show(page: string, marker: string, url: string): Promise<VueWrapper> {
  const { default: component } = await runBlock<{ default: Component }>(`docs/migrate/${page}.md`, marker, url, { language: 'vue', modules })
  const wrapper = mount(component, { global: { plugins: [createWebSocketStore({ registry: createTestRegistry() })] } })
  onTestFinished(() => wrapper.unmount())
  return wrapper
}

const items = (page: VueWrapper) => page.findAll('li').map((item) => item.text())
const isDisabled = (page: VueWrapper) => page.get('button').element.disabled

it.each(['autoReconnect', 'maxAttempts'])('VueUse: the component with %s sends JSON and lists what it receives', async (marker) => {
  const server = await serve({ onMessage: (_, socket) => socket.send(JSON.stringify({ symbol: 'OAK', value: 42 })) })
  const page = await show('vueuse', marker, server.url)
  expect(isDisabled(page)).toBe(true)
  await waitFor(() => !isDisabled(page))
  await page.get('button').trigger('click')
  await waitFor(() => items(page).length === 1)
  expect(items(page)).toEqual(['OAK 42'])
  expect(server.messages).toEqual(['{"watch":"OAK"}'])
})

interface Shown {
  readonly data: Ref<unknown>
  readonly readyState?: Ref<ReadyState>
  readonly connection?: Ref<Connection>
  open(): void
  reconnect?(): void
}

/** Calls a composable of the page in an application of its own, until `app.unmount()`. */
async function use(name: string, url: string, registry: ConnectionRegistry, ...args: unknown[]) {
  const exports = await runBlock<Record<string, (...args: unknown[]) => Shown>>('docs/migrate/vueuse.md', `export const ${name} `, url, { modules })
  return mountShown(() => exports[name]!(...args), registry)
}

function mountShown(setup: () => Shown, registry: ConnectionRegistry): { shown: Shown; app: App } {
  let shown: Shown | undefined
  const app = createApp({ setup: () => ((shown = setup()), () => null) })
  app.use(createWebSocketStore({ registry }))
  app.mount(document.createElement('div'))
  onTestFinished(() => app.unmount())
  return { shown: shown!, app }
}

it('VueUse: useTicker shows the latest message with the drop-in', async () => {
  const server = await serve({ onConnection: (socket) => socket.send('OAK 42') })
  const { shown, app } = await use('useTicker', server.url, createTestRegistry())
  await waitFor(() => shown.data.value === 'OAK 42')
  app.unmount()
  await waitFor(() => server.alive === 0)
})

it.each(['useFeedBefore', 'useFeed'])('VueUse: %s shares one socket between components', async (name) => {
  const server = await serve()
  const registry = createTestRegistry()
  const exports = await runBlock<Record<string, () => Shown>>('docs/migrate/vueuse.md', `export const ${name} `, server.url, { modules })
  const first = mountShown(exports[name]!, registry)
  const second = mountShown(exports[name]!, registry)
  await waitFor(() => server.alive === 1)
  server.broadcast('hello')
  await waitFor(() => second.shown.data.value === 'hello')
  expect(first.shown.data.value).toBe('hello')
  expect(server.opened).toBe(1)
})

it.each(['useSupportBefore', 'useSupport'])('VueUse: %s dials on open(), not before', async (name) => {
  const server = await serve({ onConnection: (socket) => socket.send('ready') })
  const { shown, app } = await use(name, server.url, createTestRegistry())
  await pause(50)
  expect(server.requests).toHaveLength(0)
  shown.open()
  await waitFor(() => shown.data.value === 'ready')
  app.unmount()
  await waitFor(() => server.alive === 0)
})

it('VueUse: useRoomBefore keeps its socket when the url changes, until open()', async () => {
  const server = await serve()
  const url = ref(`${server.url}/oak`)
  const { shown } = await use('useRoomBefore', '', createTestRegistry(), url)
  await waitFor(() => server.alive === 1)
  url.value = `${server.url}/elm`
  await pause(50)
  shown.open()
  await waitFor(() => server.opened === 2)
  expect(server.requests.map((request) => request.url)).toEqual(['/oak', '/elm'])
})

it('VueUse: useRoom keeps its socket when the url changes, until reconnect()', async () => {
  const server = await serve()
  const url = ref(`${server.url}/oak`)
  const { shown } = await use('useRoom', '', createTestRegistry(), url)
  await waitFor(() => shown.readyState!.value === 1)
  url.value = `${server.url}/elm`
  await pause(50)
  expect(server.opened).toBe(1)
  shown.reconnect!()
  await waitFor(() => server.opened === 2)
  expect(server.requests.map((request) => request.url)).toEqual(['/oak', '/elm'])
})

it('reconnecting-websocket: the component of Vue shows the latest message', async () => {
  const server = await serve({ onConnection: (socket) => socket.send('ready') })
  const page = await show('reconnecting-websocket', 'useWebSocket(', server.url)
  await waitFor(() => page.get('output').text() === 'ready')
})

it.each(['onmessage', 'useMessages'])('plain WebSocket: the component with %s sends, lists what it receives, and reconnects', async (marker) => {
  const server = await serve()
  const page = await show('plain-websocket', marker, server.url)
  await waitFor(() => !isDisabled(page))
  await page.get('button').trigger('click')
  await waitFor(() => items(page).length === 1)
  server.terminateAll()
  await waitFor(() => isDisabled(page))
  await waitFor(() => !isDisabled(page))
  await page.get('button').trigger('click')
  await waitFor(() => items(page).length === 2)
  expect(items(page)).toEqual(['hello', 'hello'])
})
