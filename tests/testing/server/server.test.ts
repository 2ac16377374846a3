import { expect, it, onTestFinished, vi } from 'vitest'
import { createTestServer, type ServerConnection, type TestServerOptions } from 'websocket-store/testing'
import { describeEvent, pause, until } from './observe'

function start(options: TestServerOptions = {}) {
  const server = createTestServer({ latencyMs: 1, ...options })
  onTestFinished(() => server.stop())
  const dial = (url = server.url, protocols: string[] = []) => {
    const socket = new server.WebSocket(url, protocols)
    const log: string[] = []
    for (const type of ['open', 'message', 'error', 'close']) socket.addEventListener(type, (event) => void log.push(describeEvent(event)))
    return { socket, log, saw: (start: string) => until(() => log.some((entry) => entry.startsWith(start))) }
  }
  const open = async (url?: string) => {
    const dialled = dial(url)
    await dialled.saw('open')
    return { ...dialled, connection: server.connections.at(-1)! }
  }
  return { server, dial, open }
}

it('has a secure address by default, so that it can be dialled from a page on https', () => {
  expect(start().server.url).toBe('wss://server.example/')
})

it('shows each connection with its number, address and subprotocols', async () => {
  const { server, dial } = start({ selectProtocol: () => 'b' })
  const seen: ServerConnection[] = []
  server.onConnection((connection) => void seen.push(connection))
  await dial('wss://other.example/feed?a=1', ['a', 'b']).saw('open')
  await dial(server.url, ['b']).saw('open')
  expect(seen).toMatchObject([
    { id: 1, url: 'wss://other.example/feed?a=1', protocols: ['a', 'b'], protocol: 'b', isOpen: true },
    { id: 2, url: server.url, protocols: ['b'] },
  ])
  expect(server.connections).toEqual(seen)
})

it('accepts the dials that it kept waiting, and refuses them after refuse()', async () => {
  const { server, dial } = start()
  server.hang()
  const first = dial()
  await pause(20)
  server.accept()
  await first.saw('open')
  server.hang()
  const second = dial()
  await pause(20)
  server.refuse()
  await second.saw('close')
  expect(first.log).toEqual(['open 1'])
  expect(second.log).toEqual(['error 3', 'close 3 1006 "" unclean'])
})

it('forgets a dial that the client gave up while it waited', async () => {
  const { server, dial } = start()
  server.hang()
  const { socket, saw } = dial()
  await pause(20)
  socket.close()
  await saw('close')
  await pause(20)
  server.accept()
  await pause(20)
  expect(server.connections).toEqual([])
})

it('emits each refused dial', async () => {
  const { server, dial } = start()
  const refused: string[] = []
  server.onRefuse(({ url }) => void refused.push(url))
  server.refuse()
  await dial().saw('close')
  expect(refused).toEqual([server.url])
})

it('sends to all open connections, and delivers messages with their connection', async () => {
  const { server, open } = start()
  const [a, b] = [await open(), await open()]
  const received: unknown[] = []
  server.onMessage((data, { id }) => void received.push([id, data]))
  server.send('news')
  await Promise.all([a.saw('message 1 news'), b.saw('message 1 news')])
  b.socket.send('thanks')
  await until(() => received.length > 0)
  expect(received).toEqual([[2, 'thanks']])
})

it('affects one connection with its methods, and stops calling a listener that was removed', async () => {
  const { open } = start()
  const [a, b] = [await open(), await open()]
  const received: unknown[] = []
  const stop = a.connection.onMessage((data) => void received.push(data))
  a.socket.send('first')
  await until(() => received.length > 0)
  stop()
  a.socket.send('second')
  b.connection.cut()
  await b.saw('close 3 1006')
  a.connection.close(4000, 'enough')
  await a.saw('close 3 4000 "enough" clean')
  expect(received).toEqual(['first'])
})

it('lists no connection that is closing or cut, and sends nothing to it', async () => {
  const { server, open } = start()
  const [a, b] = [await open(), await open()]
  a.connection.close()
  b.connection.cut()
  expect(server.connections).toEqual([])
  a.connection.send('late')
  server.send('late')
  await Promise.all([a.saw('close'), b.saw('close')])
  expect([...a.log, ...b.log].filter((entry) => entry.startsWith('message'))).toEqual([])
})

it('makes only the present connections half-open', async () => {
  const { server, open } = start()
  const silent = await open()
  server.silence()
  server.send('lost')
  const other = await open()
  server.send('news')
  await other.saw('message 1 news')
  silent.socket.send('lost too')
  await pause(20)
  expect(silent.log).toEqual(['open 1'])
  server.cut()
  await silent.saw('close 3 1006')
})

it('breaks a connection whose other end does not answer the close frame in time', async () => {
  const { server, open } = start({ closeTimeoutMs: 30 })
  const endings: number[] = []
  server.onClose(({ code }) => void endings.push(code))
  const a = await open()
  server.silence()
  a.socket.close(4000)
  const b = await open()
  b.connection.silence()
  b.connection.close(4000)
  await Promise.all([a.saw('close 3 1006'), b.saw('close 3 1006')])
  await until(() => endings.length === 2)
  expect(endings).toEqual([1006, 1006])
})

it('keeps what a slow client sends in its buffer for as long as the line needs', async () => {
  const { server, open } = start()
  const { socket, connection } = await open()
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const received: unknown[] = []
  connection.onMessage((data) => void received.push(String(data).length))
  server.slow({ bytesPerSecond: 1000 })
  socket.send('x'.repeat(50))
  socket.send('y'.repeat(40))
  await vi.advanceTimersByTimeAsync(49)
  expect([socket.bufferedAmount, ...received]).toEqual([90])
  await vi.advanceTimersByTimeAsync(2)
  expect([socket.bufferedAmount, ...received]).toEqual([40, 50])
  await vi.advanceTimersByTimeAsync(40)
  expect([socket.bufferedAmount, ...received]).toEqual([0, 50, 40])
})

it('closes with 1012, refuses dials for a while and then emits restart', async () => {
  const { server, dial, open } = start()
  const { saw } = await open()
  let restarts = 0
  server.onRestart(() => void restarts++)
  const restarted = server.restart({ downMs: 60 })
  await saw('close 3 1012 "" clean')
  await dial().saw('error')
  expect(restarts).toBe(0)
  await restarted
  expect(restarts).toBe(1)
  await dial().saw('open')
})

it('restarts without a close frame when the code is null, and keeps refusing after refuse()', async () => {
  const { server, dial, open } = start()
  const { saw } = await open()
  server.refuse()
  const restarted = server.restart({ downMs: 10, code: null })
  await saw('close 3 1006')
  await restarted
  await dial().saw('error')
})

it('delivers after the latency, in both directions', async () => {
  const { server, open } = start({ latencyMs: 40 })
  server.onMessage((data, connection) => connection.send(data))
  const { socket, saw } = await open()
  const begin = performance.now()
  socket.send('ping')
  await saw('message 1 ping')
  expect(performance.now() - begin).toBeGreaterThanOrEqual(78)
})

it('refuses dials after stop()', async () => {
  const { server, dial, open } = start()
  const { saw } = await open()
  server.stop()
  await saw('close 3 1006')
  await dial().saw('error')
})
