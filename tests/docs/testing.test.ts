// @vitest-environment jsdom
import { cleanup } from '@testing-library/react'
import { Server, WebSocket as MockWebSocket } from 'mock-socket'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createConnection, text, type WebSocketConstructor } from 'websocket-store'
import type { WebSocketServer } from 'ws'
import { connectTo, serve } from '../support/per-test'
import { pause, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'
import { runTests } from './support/run-tests'

const PAGE = 'docs/guides/testing.md'
const URL = 'wss://example.org/feed'
const modules = {
  'mock-socket': () => import('mock-socket'),
  'ws': () => import('ws'),
  '@testing-library/react': () => import('@testing-library/react'),
  '@vue/test-utils': () => import('@vue/test-utils'),
  'websocket-store/testing/react': () => import('websocket-store/testing/react'),
  'websocket-store/testing/vue': () => import('websocket-store/testing/vue'),
  'websocket-store/testing/vitest': () => import('websocket-store/testing/vitest'),
}

interface RealServer {
  readonly server: WebSocketServer
  readonly url: string
  cut(): void
  stop(): Promise<unknown>
}

const realServer = () => runBlock<{ startServer(): Promise<RealServer> }>(PAGE, 'export async function startServer', '', { modules })

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
  // Some tests fail to connect on purpose.
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(cleanup)

it.each([
  ['the React component', '<Price />', 'tsx'],
  ['the Vue component', 'renderWithServer(Price', 'ts'],
  ['the React hook', 'renderHookWithServer', 'tsx'],
  ['the Vue composable', 'setupWithServer', 'ts'],
  ['the matchers', 'toHaveReceivedInOrder', 'ts'],
] as const)('the test of %s passes', async (_what, marker, language) => {
  expect(await runTests(PAGE, marker, URL, { language, modules })).toBe(1)
})

it('the test with a real server passes', async () => {
  vi.stubGlobal('startServer', (await realServer()).startServer)
  expect(await runTests(PAGE, 'reconnects after the network was lost', '', { modules })).toBe(1)
})

it('the test with fake timers passes', async () => {
  expect(await runTests(PAGE, 'doubles the delay', URL, { modules })).toBe(1)
})

it('the WebSocket of jsdom works with a real server', async () => {
  const server = await serve()
  const connection = connectTo(server.url, { WebSocket: window.WebSocket, codec: text() })
  const received: string[] = []
  connection.onMessage((message) => received.push(message))
  connection.connect()
  connection.send('hello')
  await waitFor(() => received.length === 1)
})

it('the file of ws for browsers throws', async () => {
  const file = '../../node_modules/ws/browser.js'
  const { default: ws } = (await import(/* @vite-ignore */ file)) as { default: () => void }
  expect(ws).toThrow('ws does not work in the browser')
})

describe('mock-socket', () => {
  const serveMock = (url: string) => {
    const server = new Server(url, { mock: false })
    onTestFinished(() => server.stop())
    return server
  }

  it('closes a refused dial cleanly with 1000, and the connection reports 1006', async () => {
    const socket = new MockWebSocket('wss://nobody.test')
    const close = await new Promise<CloseEvent>((resolve) => (socket.onclose = resolve))
    expect(close).toMatchObject({ code: 1000, wasClean: true })
    const connection = connectTo('wss://nobody.test', { WebSocket: MockWebSocket })
    connection.connect()
    await waitFor(() => connection.getSnapshot().phase === 'waiting')
    expect(connection.getSnapshot().lastClose).toMatchObject({ code: 1006, wasClean: false })
    expect(connection.getSnapshot().error?.code).toBe('connect-failed')
  })

  it('delivers what a closed socket sends, and a connection does not send it', async () => {
    const received: unknown[] = []
    serveMock('wss://mock.test').on('connection', (client) => client.on('message', (message) => received.push(message)))
    const socket = new MockWebSocket('wss://mock.test')
    await waitFor(() => socket.readyState === 1)
    socket.close()
    await waitFor(() => socket.readyState === 3)
    socket.send('too late')
    await waitFor(() => received.length === 1)

    const connection = connectTo('wss://mock.test', { WebSocket: MockWebSocket, queue: false })
    connection.connect()
    await waitFor(() => connection.getSnapshot().phase === 'open')
    connection.disconnect()
    await waitFor(() => connection.getSnapshot().phase === 'closed')
    expect(connection.send('too late')).toBe('dropped')
    await pause(30)
    expect(received).toEqual(['too late'])
  })

  it('has no bufferedAmount, and replaces the global WebSocket unless `mock` is false', () => {
    expect(new MockWebSocket('wss://nobody.test').bufferedAmount).toBeUndefined()
    const before = globalThis.WebSocket as WebSocketConstructor
    const server = new Server('wss://other.test')
    expect(globalThis.WebSocket).not.toBe(before)
    server.stop()
    serveMock('wss://mock.test')
    expect(globalThis.WebSocket).toBe(before)
  })

  it('keeps all servers in one table', () => {
    serveMock('wss://mock.test')
    expect(() => new Server('wss://mock.test', { mock: false })).toThrow()
  })
})

it('a connection uses timers that were faked after the import', async () => {
  vi.useFakeTimers()
  const connection = createConnection('wss://nobody.test', { WebSocket: MockWebSocket, reconnect: { delay: () => 5000 } })
  connection.connect()
  await vi.advanceTimersByTimeAsync(100)
  expect(connection.getSnapshot().phase).toBe('waiting')
  expect(connection.getSnapshot().retryAt! - Date.now()).toBeLessThanOrEqual(5000)
  connection.dispose()
  vi.useRealTimers()
})
