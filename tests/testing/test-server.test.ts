import { expect, it, onTestFinished } from 'vitest'
import { batch, createConnection, json, text } from 'websocket-store'
import { createTestServer, type TestServerOptions } from 'websocket-store/testing'
import { z } from 'zod'

function start(options: TestServerOptions = {}) {
  const server = createTestServer({ clock: 'stopped', waitMs: 200, ...options })
  onTestFinished(() => server.stop())
  return server
}

const events = (socket: WebSocket): string[] => {
  const seen: string[] = []
  for (const type of ['open', 'close', 'error']) socket.addEventListener(type, () => void seen.push(type))
  return seen
}

it.each(['WebSocket', 'transport'] as const)('serves a connection through its %s', async (option) => {
  const server = start()
  const connection = createConnection(server.url, { [option]: server[option] })
  onTestFinished(connection.retain())
  await server.connected()
  server.send('hello')
  await server.settled()
  expect(connection.getSnapshot().data).toBe('hello')
})

it('connected() resolves with the connection of that number, or with the newest that is open', async () => {
  const server = start()
  const first = server.connected(1)
  const newest = server.connected()
  new server.WebSocket(server.url)
  expect((await first).id).toBe(1)
  expect(await newest).toBe(await first)
  server.cut()
  const second = server.connected()
  new server.WebSocket(server.url)
  expect((await second).id).toBe(2)
  expect((await server.connected(1)).id).toBe(1)
  expect((await server.connected(1)).isOpen).toBe(false)
})

it('connected() fails with what the server saw', async () => {
  const server = start({ waitMs: 20 })
  server.refuse()
  new server.WebSocket(server.url)
  await expect(server.connected()).rejects.toThrow('No open connection within 20 ms: the server saw 1 dials and accepted 0.')
})

it('follows a script of dials, then goes on as before', async () => {
  const server = start()
  server.refuse({ times: 2 })
  server.hang({ times: 1 })
  server.accept({ times: 1, protocol: 'b' })
  const sockets = [1, 2, 3, 4, 5].map(() => new server.WebSocket(server.url, ['a', 'b']))
  const seen = sockets.map(events)
  await server.settled()
  expect(seen).toEqual([['error', 'close'], ['error', 'close'], [], ['open'], ['open']])
  expect(sockets.map(({ protocol }) => protocol)).toEqual(['', '', '', 'b', 'a'])
  expect(server.dials).toHaveLength(5)
})

it('accept({ protocol }) chooses the subprotocol, and one that was not offered fails the dial', async () => {
  const server = start()
  server.accept({ protocol: 'b' })
  const good = new server.WebSocket(server.url, ['a', 'b'])
  const bad = new server.WebSocket(server.url, ['a'])
  await server.settled()
  expect([good.protocol, good.readyState, bad.readyState]).toEqual(['b', 1, 3])
})

it('rejects a number of dials that is not positive', () => {
  expect(() => start().refuse({ times: 0 })).toThrow('`times` is a number from 1, not 0.')
})

it('answers messages that match: the answer that was added last wins', async () => {
  const server = createTestServer({ codec: json<unknown, { type: string; key?: string }>() })
  onTestFinished(() => server.stop())
  const socket = new server.WebSocket(server.url)
  const received: unknown[] = []
  socket.onmessage = ({ data }: MessageEvent<string>) => void received.push(JSON.parse(data))
  server.on({ type: 'get' }, { value: 1 })
  const remove = server.on({ type: 'get', key: 'b' }, (message) => ({ value: 2, message }))
  server.on(
    ({ type }) => type === 'list',
    async () => batch([{ item: 1 }, { item: 2 }]),
  )
  server.on({ type: 'none' }, () => undefined)
  await server.connected()
  await server.settled()
  for (const message of [{ type: 'get', key: 'a' }, { type: 'get', key: 'b' }, { type: 'list' }, { type: 'none' }]) socket.send(JSON.stringify(message))
  await server.settled()
  remove()
  socket.send(JSON.stringify({ type: 'get', key: 'b' }))
  await server.settled()
  expect(received).toEqual([{ value: 1 }, { value: 2, message: { type: 'get', key: 'b' } }, { item: 1 }, { item: 2 }, { value: 1 }])
})

it('received() finds messages by value, part, expression and function, in text without a codec too', async () => {
  const server = start()
  const socket = new server.WebSocket(server.url)
  await server.connected()
  await server.settled()
  socket.send('hello')
  socket.send('{"type":"subscribe","channel":{"name":"BTC","depth":5}}')
  socket.send(new Uint8Array([1, 2, 3]))
  await server.settled()
  expect(await server.received()).toBe('hello')
  expect(await server.received('hello')).toBe('hello')
  expect(await server.received(/^hel/)).toBe('hello')
  expect(await server.received({ channel: { name: 'BTC' } })).toContain('subscribe')
  expect(await server.received({ channel: expect.objectContaining({ depth: 5 }) as object })).toContain('subscribe')
  expect(await server.received((message) => message instanceof ArrayBuffer)).toHaveProperty('byteLength', 3)
  expect(await server.received(new Uint8Array([1, 2, 3]).buffer)).toHaveProperty('byteLength', 3)
  await expect(server.received({ channel: { name: 'ETH' } }, { waitMs: 10 })).rejects.toThrow('did not receive {"channel":{"name":"ETH"}}')
})

it('received() waits for the number of messages, also on one connection', async () => {
  const server = start()
  const [a, b] = [new server.WebSocket(server.url), new server.WebSocket(server.url)]
  await server.connected(2)
  await server.settled()
  const twice = server.received('x', { count: 2 })
  a.send('x')
  await server.settled()
  b.send('x')
  expect(await twice).toBe('x')
  const second = await server.connected(2)
  expect(second.messages).toEqual(['x'])
  await expect(second.received('x', { count: 2, waitMs: 10 })).rejects.toThrow('did not receive "x", 2 times within 10 ms')
})

it('a condition that throws rejects its wait, and the server goes on', async () => {
  const server = start()
  const failing = server.received(() => {
    throw new Error('broken condition')
  })
  const failed = expect(failing).rejects.toThrow('broken condition')
  const socket = new server.WebSocket(server.url)
  await server.connected()
  await server.settled()
  socket.send('a')
  await failed
  expect(await server.received('a')).toBe('a')
})

it('decodes and encodes with the codec of the clients', async () => {
  const server = start({ codec: text() })
  const connection = server.registry.connection(server.url, { codec: text() })
  onTestFinished(connection.retain())
  await server.connected()
  await server.settled()
  connection.send('hello')
  expect(await server.received('hello')).toBe('hello')
  const received: unknown[] = []
  connection.onMessage((message) => void received.push(message))
  server.send(batch(['a', 'b']))
  await server.settled()
  expect(received).toEqual(['a', 'b'])
})

it('sends what a schema of the client would refuse, so that a test can show it', async () => {
  const codec = json(z.object({ price: z.number() }))
  const server = createTestServer({ codec, clock: 'stopped' })
  onTestFinished(() => server.stop())
  const connection = server.registry.connection(server.url, { codec })
  const errors: string[] = []
  connection.on('error', ({ code }) => void errors.push(code))
  onTestFinished(connection.retain())
  await server.connected()
  await server.settled()
  connection.send({ any: 'thing' })
  expect(await server.received({ any: 'thing' })).toEqual({ any: 'thing' })
  server.send({ price: 'high' } as never)
  await server.settled()
  expect(errors).toEqual(['decode-failed'])
})

it('keeps what the codec cannot decode as it was sent', async () => {
  const server = start({ codec: json<unknown, unknown>() })
  const socket = new server.WebSocket(server.url)
  await server.connected()
  await server.settled()
  socket.send('not json')
  expect(await server.received('not json')).toBe('not json')
})

it('makes a codec for each connection when the option is a function', async () => {
  const made: number[] = []
  const server = start({
    codec: () => {
      made.push(made.length)
      const id = made.length
      return { encode: (message: unknown) => String(message), decode: (data: unknown) => `${id}:${String(data)}` }
    },
  })
  const sockets = [new server.WebSocket(server.url), new server.WebSocket(server.url)]
  await server.connected(2)
  await server.settled()
  sockets.forEach((socket) => socket.send('x'))
  await server.settled()
  expect(server.messages).toEqual(['1:x', '2:x'])
})

it.each([
  [true, 'ping', 'pong'],
  [{ ping: 'marco', pong: 'polo' }, 'marco', 'polo'],
])('answers pings with heartbeat: %j, outside the messages', async (heartbeat, ping, pong) => {
  const server = start({ heartbeat })
  const socket = new server.WebSocket(server.url)
  const received: unknown[] = []
  socket.onmessage = ({ data }) => void received.push(data)
  await server.connected()
  await server.settled()
  socket.send(ping)
  await server.settled()
  expect([received, server.messages]).toEqual([[pong], []])
})

it('keeps a connection with a heartbeat alive for an hour', async () => {
  const server = start({ heartbeat: true })
  const connection = server.registry.connection(server.url, { heartbeat: { intervalMs: 10_000, timeoutMs: 5000 } })
  onTestFinished(connection.retain())
  await server.connected()
  await server.advance(3_600_000)
  expect([server.dials.length, connection.getSnapshot().phase]).toEqual([1, 'open'])
  server.silence()
  await server.advance(20_000)
  expect(server.dials).toHaveLength(2)
})

it('slows both directions, of one connection or of all', async () => {
  const server = start({ clock: 'stopped' })
  const [slow, fast] = [new server.WebSocket(server.url), new server.WebSocket(server.url)]
  const received: string[] = []
  slow.onmessage = () => void received.push('slow')
  fast.onmessage = () => void received.push('fast')
  const first = await server.connected(1)
  await server.connected(2)
  await server.settled()
  first.slow({ bytesPerSecond: 10 })
  server.send('x'.repeat(20))
  await server.settled()
  expect(received).toEqual(['fast'])
  await server.advance(1999)
  expect(received).toEqual(['fast'])
  await server.advance(1)
  expect(received).toEqual(['fast', 'slow'])
  server.slow({ bytesPerSecond: 10 })
  fast.send('y'.repeat(10))
  await server.settled()
  expect([fast.bufferedAmount, server.messages.length]).toEqual([10, 0])
  await server.advance(1000)
  expect([fast.bufferedAmount, server.messages.length]).toEqual([0, 1])
})

it('restart() ends everything and accepts again after the time that it is down', async () => {
  const server = start()
  const connection = server.registry.connection(server.url)
  onTestFinished(connection.retain())
  await server.connected()
  await server.settled()
  const restarted = server.restart({ downMs: 5000 })
  await server.advance(4999)
  expect(connection.getSnapshot().phase).not.toBe('open')
  await server.advance(1)
  await restarted
  await server.advance(60_000)
  expect(connection.getSnapshot().phase).toBe('open')
  await server.restart()
  expect(connection.getSnapshot().lastClose).toMatchObject({ code: 1012 })
})

it('stop() rejects what waits, and everything that waits later', async () => {
  const server = start()
  const waits = [server.connected(), server.received('x'), server.until(() => false)]
  server.stop()
  for (const wait of [...waits, server.received('y')]) await expect(wait).rejects.toThrow('The test server was stopped.')
})

it('runs waits and advance() within the given function', async () => {
  const calls: string[] = []
  const server = start({
    async within(run) {
      calls.push('before')
      const result = await run()
      calls.push('after')
      return result
    },
  })
  new server.WebSocket(server.url)
  await server.connected()
  await server.advance(1)
  expect(calls).toEqual(['before', 'after', 'before', 'after'])
})

it('has its own registry: two servers share nothing', async () => {
  const [a, b] = [start(), start()]
  const inA = a.registry.connection(a.url)
  const inB = b.registry.connection(b.url)
  expect(inA).not.toBe(inB)
  onTestFinished(inA.retain())
  await a.connected()
  expect(b.dials).toEqual([])
})
