// @vitest-environment node
import { createSSRApp, defineComponent, effectScope, h } from 'vue'
import { renderToString } from '@vue/server-renderer'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createRegistry, getDefaultRegistry } from 'websocket-store'
import { createWebSocketStore, useConnection, useMessageReducer, useMessages, useWebSocket } from 'websocket-store/vue'
import { pause } from '../support/wait-for'

const WebSocketSpy = vi.fn(function WebSocket() {
  throw new Error('dialled while rendering on the server')
})
const userFunction = vi.fn()

beforeEach(() => {
  vi.stubGlobal('WebSocket', WebSocketSpy)
  WebSocketSpy.mockClear()
  userFunction.mockClear()
})
afterEach(() => getDefaultRegistry().dispose())

const Page = defineComponent(() => {
  const { readyState, phase, data } = useWebSocket('wss://host.test/page', { onOpen: userFunction, onMessage: userFunction })
  const off = useWebSocket('wss://host.test/off', { enabled: false })
  const none = useWebSocket(null)
  const own = useWebSocket(() => userFunction, { share: false, protocols: 'chat', handshake: userFunction })
  const connection = useConnection('/relative')
  const messages = useMessages(connection)
  const sum = useMessageReducer(connection, (count: number) => count + 1, 0)
  return () =>
    h(
      'p',
      [
        readyState.value,
        phase.value,
        typeof data.value,
        off.readyState.value,
        none.readyState.value,
        own.readyState.value,
        messages.value.length,
        sum.value,
      ].join(' '),
    )
})

const EXPECTED = '<p>0 resolving undefined -1 -1 0 0 0</p>'

class WorkerScope {}

it.each([
  ['only a WebSocket', {}],
  ['the globals of a worker', { WorkerGlobalScope: WorkerScope, self: globalThis, importScripts: () => {} }],
  ['a window', { window: globalThis, self: globalThis, location: { href: 'https://host.test/' } }],
  ['a document', { window: globalThis, document: {} }],
])('shows CONNECTING, does not dial, calls no user function and logs nothing in an environment with %s', async (_name, globals) => {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value)
  const logs = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
  expect(await renderToString(createSSRApp(Page).use(createWebSocketStore()))).toBe(EXPECTED)
  await pause(30)
  expect(WebSocketSpy).not.toHaveBeenCalled()
  expect(userFunction).not.toHaveBeenCalled()
  for (const spy of logs) expect(spy).not.toHaveBeenCalled()
})

it('never reads the global WebSocket', async () => {
  const read = vi.fn()
  Object.defineProperty(globalThis, 'WebSocket', { configurable: true, get: read })
  await renderToString(createSSRApp(Page))
  expect(read).not.toHaveBeenCalled()
})

it('renders the same HTML when other server code has opened the shared connection', async () => {
  const connection = getDefaultRegistry().connection('wss://host.test/page', {
    transport: () => ({ readyState: 1, send() {}, close() {} }),
  })
  connection.connect()
  expect(connection.getSnapshot().phase).toBe('open')
  expect(await renderToString(createSSRApp(Page))).toBe(EXPECTED)
})

it.each([
  ['before rendering', false],
  ['while rendering', true],
])('does not dial for a store that is set up %s', async (_name, isLate) => {
  let phase = ''
  const setUp = () => {
    const { phase: ref } = effectScope(true).run(() => useWebSocket('wss://host.test/store'))!
    phase = ref.value
  }
  const app = createSSRApp(
    defineComponent(() => {
      if (isLate) setUp()
      return () => null
    }),
  )
  if (!isLate) app.runWithContext(setUp)
  await renderToString(app)
  await pause(10)
  expect(phase).toBe('resolving')
  expect(WebSocketSpy).not.toHaveBeenCalled()
})

it('adds no listener to a connection that is shared across requests', async () => {
  const registry = createRegistry()
  const connection = registry.connection('wss://host.test/page')
  const subscribed = vi.spyOn(connection, 'subscribe')
  for (let i = 0; i < 3; i++) await renderToString(createSSRApp(Page).use(createWebSocketStore({ registry })))
  expect(subscribed).not.toHaveBeenCalled()
  registry.dispose()
})
