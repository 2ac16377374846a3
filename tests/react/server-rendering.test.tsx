// @vitest-environment node
import { Writable } from 'node:stream'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { useConnection, useMessageReducer, useMessages, useWebSocket } from 'websocket-store/react'
import { pause } from '../support/wait-for'

const WebSocketSpy = vi.fn(function WebSocket() {
  throw new Error('dialled while rendering on the server')
})
const userFunction = vi.fn(() => 'ws://host.test/own')

beforeEach(() => {
  vi.stubGlobal('WebSocket', WebSocketSpy)
  WebSocketSpy.mockClear()
  userFunction.mockClear()
})
afterEach(() => getDefaultRegistry().dispose())

function Page() {
  const { readyState, phase, data } = useWebSocket('wss://host.test/page', { onOpen: userFunction, onMessage: userFunction })
  const off = useWebSocket('wss://host.test/off', { enabled: false })
  const none = useWebSocket(null)
  const own = useWebSocket(userFunction, { share: false, protocols: 'chat', handshake: userFunction as () => void })
  const connection = useConnection('/relative')
  const messages = useMessages(connection)
  const sum = useMessageReducer(connection, (count: number) => count + 1, 0)
  return (
    <p>
      {[readyState, phase, typeof data, off.readyState, none.readyState, own.readyState, messages.length, sum].join(' ')}
    </p>
  )
}

const EXPECTED = '<p>0 resolving undefined -1 -1 0 0 0</p>'

async function stream(): Promise<string> {
  let html = ''
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      html += chunk.toString()
      done()
    },
  })
  await new Promise<void>((resolve, reject) => {
    const { pipe } = renderToPipeableStream(<Page />, { onAllReady: () => pipe(sink), onError: reject, onShellError: reject })
    sink.on('finish', resolve)
  })
  return html
}

it.each([
  ['renderToString', async () => renderToString(<Page />)],
  ['renderToPipeableStream', stream],
])('%s shows CONNECTING, does not dial, calls no user function and logs nothing', async (_name, renderPage) => {
  const logs = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
  expect(await renderPage()).toBe(EXPECTED)
  await pause(30)
  expect(WebSocketSpy).not.toHaveBeenCalled()
  expect(userFunction).not.toHaveBeenCalled()
  for (const spy of logs) expect(spy).not.toHaveBeenCalled()
})

it('never reads the global WebSocket', () => {
  const read = vi.fn()
  Object.defineProperty(globalThis, 'WebSocket', { configurable: true, get: read })
  renderToString(<Page />)
  expect(read).not.toHaveBeenCalled()
})

it('renders the same HTML when other server code has opened the shared connection', () => {
  const connection = getDefaultRegistry().connection('wss://host.test/page', {
    transport: () => ({ readyState: 1, send() {}, close() {} }),
  })
  connection.connect()
  expect(connection.getSnapshot().phase).toBe('open')
  expect(renderToString(<Page />)).toBe(EXPECTED)
})

it('leaves no timer running', () => {
  vi.useFakeTimers()
  renderToString(<Page />)
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})
