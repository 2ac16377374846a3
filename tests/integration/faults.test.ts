import { expect, it } from 'vitest'
import type { CloseInfo, Connection, ConnectionOptions } from 'websocket-store'
import { connectTo, serve, serveRaw } from '../support/per-test'
import {
  answersHalf,
  closeFrame,
  neverAnswers,
  resets,
  textFrame,
  upgradeAnswer,
  upgradesWith,
  type RawLine,
} from '../support/raw-server'
import { pause, untilPhase, waitFor } from '../support/wait-for'

const answers = (text: string) => async ({ socket, request }: RawLine) => {
  await request()
  socket.end(text)
}

async function acceptsWrongly({ socket, request }: RawLine): Promise<void> {
  socket.write(upgradeAnswer((await request()).replace(/key: \S+/i, 'key: bm90IHRoZSBrZXkgYXQgYWxs')))
}

it.each<[string, (line: RawLine) => unknown]>([
  ['reset before the response', resets],
  ['ended after half of the response', answersHalf],
  ['answered with another protocol', answers('SSH-2.0-OpenSSH_9.2\r\n\r\n')],
  ['answered as plain HTTP', answers('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')],
  ['answered with a wrong Sec-WebSocket-Accept', acceptsWrongly],
])('retries with backoff when the handshake was %s', async (_how, misbehave) => {
  const server = await serveRaw((line) => (server.accepted <= 2 ? misbehave(line) : upgradesWith(textFrame('hi'))(line)))
  const attempts: number[] = []
  const events: unknown[] = []
  const connection = connectTo(server.url, { reconnect: { delay: (attempt) => (attempts.push(attempt), 5) } })
  connection.on('open', () => void events.push('open'))
  connection.on('close', () => void events.push('close'))
  connection.on('error', ({ code }) => void events.push(code))
  connection.onMessage((message) => void events.push(message))
  connection.connect()
  await waitFor(() => events.includes('hi'))
  expect(events).toEqual(['connect-failed', 'connect-failed', 'open', 'hi'])
  expect(attempts).toEqual([0, 1])
})

it('abandons an unanswered dial after the connect timeout, and retries', async () => {
  const server = await serveRaw((line) => (server.accepted === 1 ? neverAnswers(line) : upgradesWith()(line)))
  const connection = connectTo(server.url, { connectTimeoutMs: 250 })
  const errors: unknown[] = []
  connection.on('error', ({ code }) => void errors.push(code))
  const start = performance.now()
  connection.connect()
  await untilPhase(connection, 'waiting')
  expect(performance.now() - start).toBeGreaterThan(200)
  await untilPhase(connection, 'open')
  expect(errors[0]).toBe('connect-timeout')
  await waitFor(() => server.alive === 1)
})

it('abandons an attempt when its url function never resolves, after the connect timeout, and aborts the signal', async () => {
  const server = await serveRaw(upgradesWith())
  const signals: AbortSignal[] = []
  const connection = connectTo(
    ({ attempt, signal }) => {
      signals.push(signal)
      return attempt === 0 ? new Promise<string>(() => {}) : server.url
    },
    { connectTimeoutMs: 250 },
  )
  const errors: unknown[] = []
  connection.on('error', ({ code }) => void errors.push(code))
  connection.connect()
  await untilPhase(connection, 'open')
  expect(errors[0]).toBe('url-timeout')
  expect(signals[0]?.aborted).toBe(true)
  expect(signals.at(-1)?.aborted).toBe(false)
})

it.each<[string, Buffer]>([
  ['never answers the close frame', Buffer.alloc(0)],
  ['answers the close frame and keeps the TCP connection open', closeFrame(1000)],
])('closes within closeTimeoutMs when the peer %s', async (_how, answer) => {
  const behave = async (line: RawLine) => {
    await upgradesWith()(line)
    line.socket.once('data', () => line.socket.write(answer))
  }
  const server = await serveRaw(behave, { keepsLines: true })
  const connection = connectTo(server.url, { closeTimeoutMs: 100 })
  const closes: CloseInfo[] = []
  connection.on('close', (close) => void closes.push(close))
  connection.connect()
  await untilPhase(connection, 'open')
  connection.disconnect(4000, 'enough')
  expect(connection.getSnapshot().phase).toBe('closing')
  await untilPhase(connection, 'closed')
  expect(closes).toEqual([{ code: 1006, reason: '', wasClean: false }])
  expect(connection.socket).toBeNull()
})

// Without help, `ws` waits 30 s for the close frame of a peer, and keeps the process alive during that time.
it.each<[string, ConnectionOptions, (connection: Connection) => unknown]>([
  ['is silent', { heartbeat: { intervalMs: 30, timeoutMs: 60 } }, () => {}],
  ['never answers the close frame', { closeTimeoutMs: 60 }, (connection) => connection.disconnect()],
])('destroys a TCP connection that %s', async (_which, options, act) => {
  const server = await serveRaw(upgradesWith())
  const connection = connectTo(server.url, { reconnect: false, ...options })
  connection.connect()
  await untilPhase(connection, 'open')
  act(connection)
  await untilPhase(connection, 'closed')
  await waitFor(() => server.alive === 0)
})

it('delivers sent messages to the peer although dispose() follows immediately', async () => {
  const received: unknown[] = []
  const server = await serve({ compress: true, onMessage: (message) => void received.push(message) })
  const connection = connectTo(server.url)
  connection.connect()
  await untilPhase(connection, 'open')
  // The message is large, so it is compressed, which takes some time.
  const news = 'news '.repeat(100_000)
  connection.send(news)
  connection.dispose()
  await waitFor(() => received.length === 1)
  expect(received).toEqual([news])
})

const closesAndKeepsTcpOpen = async (line: RawLine) => upgradesWith(closeFrame(1001))(line)

it('replaces a socket whose peer started to close and keeps the TCP connection open, when there is a message to send', async () => {
  const server = await serveRaw(closesAndKeepsTcpOpen, { keepsLines: true })
  const connection = connectTo(server.url, { closeTimeoutMs: 50 })
  connection.connect()
  await waitFor(() => connection.socket?.readyState === 2)
  expect(connection.send('hello?')).toBe('queued')
  await waitFor(() => server.accepted === 2, { timeoutMs: 500 })
})

it('detects by the heartbeat that the peer started to close and keeps the TCP connection open', async () => {
  const server = await serveRaw(closesAndKeepsTcpOpen, { keepsLines: true })
  const connection = connectTo(server.url, { heartbeat: { intervalMs: 30, timeoutMs: 60 } })
  connection.connect()
  await waitFor(() => server.accepted >= 2)
})

it('emits open, message and close in this order when all arrive in one segment, and does not count the connection as stable', async () => {
  const server = await serveRaw(upgradesWith(textFrame('first'), textFrame('second'), closeFrame(1001, 'going')))
  const connection = connectTo(server.url, { reconnect: { delay: () => 1e6, stableAfterMs: 0 } })
  const events: string[] = []
  connection.on('open', () => void events.push('open'))
  connection.onMessage((message) => void events.push(String(message)))
  connection.on('close', ({ code, reason }) => void events.push(`${code} ${reason}`))
  connection.connect()
  await untilPhase(connection, 'waiting')
  expect(events).toEqual(['open', 'first', 'second', '1001 going'])
})

const frameOf = (...bytes: number[]) => Buffer.from(bytes)

it.each<[string, Buffer]>([
  ['a length of 2^62', frameOf(0x82, 127, 0x40, 0, 0, 0, 0, 0, 0, 0)],
  ['text that is not UTF-8', frameOf(0x81, 2, 0xc3, 0x28)],
  ['a masked frame', frameOf(0x81, 0x81, 1, 2, 3, 4, 5)],
  ['reserved bits', frameOf(0xf1, 1, 65)],
  ['a reserved opcode', frameOf(0x83, 1, 65)],
  ['a continuation without a start', frameOf(0x80, 1, 65)],
  ['an oversized ping', frameOf(0x89, 126, 0, 200)],
])('closes a connection that sends %s, delivers no message, and retries', async (_what, frame) => {
  const server = await serveRaw((line) => (server.accepted <= 2 ? upgradesWith(frame) : upgradesWith(textFrame('ok')))(line))
  const connection = connectTo(server.url)
  const messages: unknown[] = []
  const attempts: number[] = []
  connection.onMessage((message) => void messages.push(message))
  connection.on('close', () => void attempts.push(connection.getSnapshot().attempt))
  connection.connect()
  await waitFor(() => messages.length > 0)
  expect(messages).toEqual(['ok'])
  expect(attempts).toEqual([1, 2])
})

it.each<[string, (line: RawLine) => unknown]>([
  ['reset', ({ socket }) => socket.resetAndDestroy()],
  ['ended', ({ socket }) => socket.end()],
])('delivers no part of a message when its connection was %s in the middle of a frame', async (_how, cut) => {
  const half = textFrame('never whole').subarray(0, 6)
  const server = await serveRaw(async (line) => {
    if (server.accepted > 1) return upgradesWith(textFrame('whole'))(line)
    await upgradesWith(textFrame('before'), half)(line)
    setTimeout(() => cut(line), 30)
  })
  const connection = connectTo(server.url)
  const events: unknown[] = []
  connection.onMessage((message) => void events.push(message))
  connection.on('close', ({ code }) => void events.push(code))
  connection.connect()
  await waitFor(() => events.includes('whole'))
  expect(events).toEqual(['before', 1006, 'whole'])
})

it('abandons a dial during the handshake on disconnect(), and does not dial again', async () => {
  const server = await serveRaw(neverAnswers)
  const connection = connectTo(server.url)
  connection.connect()
  await waitFor(() => server.accepted === 1)
  connection.disconnect()
  expect(connection.getSnapshot()).toMatchObject({ phase: 'closed', error: null })
  await waitFor(() => server.alive === 0)
  await pause(50)
  expect(server.accepted).toBe(1)
})
