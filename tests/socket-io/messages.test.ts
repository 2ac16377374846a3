import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import { createConnection, type Connection } from 'websocket-store'
import { socketIo, type SocketIoMessage, type SocketIoOptions, type SocketIoOutgoing, type SocketIoSocket } from 'websocket-store/socket-io'
import { connectTo } from '../support/per-test'
import { serveSocketIo } from '../support/socket-io-server'
import { untilPhase, waitFor } from '../support/wait-for'

const connect = (url: string, options?: SocketIoOptions<SocketIoMessage, SocketIoOutgoing>) => {
  const connection = connectTo(url, socketIo(io, options))
  const received: SocketIoMessage[] = []
  connection.onMessage((message) => void received.push(message))
  connection.connect()
  return { connection, received }
}

it('sends and receives events with their arguments, in order', async () => {
  const server = await serveSocketIo()
  const seen: unknown[] = []
  server.io.on('connection', (socket) => {
    socket.onAny((...args) => seen.push(args))
    socket.emit('welcome', { to: 'you' }, [1, null, 'three'])
    socket.emit('again')
  })
  const { connection, received } = connect(server.url)
  connection.send({ event: 'early', args: ['was queued'] })
  await untilPhase(connection, 'open')
  connection.send({ event: 'late', args: [{ deep: [true] }] })
  connection.send({ event: 'bare' })
  await waitFor(() => seen.length === 3 && received.length === 2)
  expect(received).toEqual([
    { event: 'welcome', args: [{ to: 'you' }, [1, null, 'three']] },
    { event: 'again', args: [] },
  ])
  expect(seen).toEqual([['early', 'was queued'], ['late', { deep: [true] }], ['bare']])
  expect(connection.getSnapshot().data).toEqual({ event: 'again', args: [] })
})

it('sends and receives binary arguments at any depth, queued or not', async () => {
  const server = await serveSocketIo()
  server.io.on('connection', (socket) => socket.on('echo', (...args) => socket.emit('echoed', ...args)))
  const { connection, received } = connect(server.url)
  const bytes = new Uint8Array([1, 2, 255])
  connection.send({ event: 'echo', args: [bytes, { inside: [bytes.buffer] }, 'text'] })
  await untilPhase(connection, 'open')
  connection.send({ event: 'echo', args: [bytes] })
  await waitFor(() => received.length === 2)
  const [first, second] = received.map(({ args }) => args)
  expect([...new Uint8Array(first![0] as Uint8Array)]).toEqual([1, 2, 255])
  expect([...new Uint8Array((first![1] as { inside: [ArrayBuffer] }).inside[0])]).toEqual([1, 2, 255])
  expect(first![2]).toBe('text')
  expect([...new Uint8Array(second![0] as Uint8Array)]).toEqual([1, 2, 255])
})

it('uses the path of the url as the namespace, and its query as the query of the handshake', async () => {
  const server = await serveSocketIo()
  const seen: unknown[] = []
  server.io.of(/^\/room-\d+$/).on('connection', (socket) => seen.push([socket.nsp.name, socket.handshake.query['ticket']]))
  server.io.on('connection', (socket) => seen.push([socket.nsp.name, socket.handshake.query['ticket']]))
  await untilPhase(connect(`${server.url}/room-7?ticket=abc`).connection, 'open')
  await untilPhase(connect(server.url).connection, 'open')
  await waitFor(() => seen.length === 2)
  expect(seen).toEqual([
    ['/room-7', 'abc'],
    ['/', undefined],
  ])
})

it('reports a namespace that does not exist', async () => {
  const server = await serveSocketIo()
  const { connection } = connect(`${server.url}/nowhere`)
  const { error } = await waitFor(() => connection.getSnapshot().error && connection.getSnapshot())
  expect(error).toMatchObject({ code: 'connect-failed', cause: new Error('Invalid namespace') })
})

it('replies once to a server that emits with a callback', async () => {
  const server = await serveSocketIo()
  const answers: unknown[] = []
  server.io.on('connection', (socket) => socket.emit('question', 6, 7, (...answer: unknown[]) => answers.push(answer)))
  const { connection } = connect(server.url)
  connection.onMessage(({ args, reply }) => {
    reply?.((args[0] as number) * (args[1] as number), 'sure')
    reply?.('too late')
  })
  await waitFor(() => answers.length > 0)
  connection.send({ event: 'after' })
  await waitFor(() => connection.bufferedAmount === 0)
  expect(answers).toEqual([[42, 'sure']])
})

it('throws immediately for a message that Socket.IO cannot send', async () => {
  const connection: Connection<SocketIoMessage, SocketIoOutgoing> = createConnection('http://127.0.0.1:1', socketIo(io))
  const cycle: unknown[] = []
  cycle.push(cycle)
  for (const message of [
    { event: 'connect' },
    { event: 'disconnect' },
    { event: 'amount', args: [10n] },
    { event: 'call', args: [() => {}] },
    { event: 'circle', args: cycle },
  ])
    expect(() => connection.send(message)).toThrow(expect.objectContaining({ code: 'encode-failed' }))
  connection.dispose()
})

it('limits the send queue by the bytes of the arguments, binary arguments included', async () => {
  const connection = connectTo('http://127.0.0.1:1', { ...socketIo(io), queue: { maxBytes: 1000 } })
  const send = (...args: unknown[]) => connection.send({ event: 'e', args })
  expect(send({ picture: new ArrayBuffer(900) })).toBe('queued')
  expect(send(new Uint8Array(200))).toBe('dropped')
  expect(send('x'.repeat(200))).toBe('dropped')
  // An object with a field named `byteLength` is not a buffer.
  expect(send({ size: 10_000, byteLength: 10_000 })).toBe('queued')
})

it('sends each heartbeat as an event named `ping`, and accepts a pong', async () => {
  const server = await serveSocketIo()
  server.io.on('connection', (socket) => socket.on('ping', () => socket.emit('pong')))
  const connection = connectTo(server.url, {
    ...socketIo(io),
    heartbeat: { intervalMs: 20, timeoutMs: 5000, isPong: (message) => (message as SocketIoMessage).event === 'pong' },
  })
  let pings = 0
  server.io.on('connection', (socket) => socket.on('ping', () => pings++))
  const received: unknown[] = []
  connection.onMessage((message) => void received.push(message))
  connection.connect()
  await waitFor(() => pings >= 3)
  expect(connection.getSnapshot()).toMatchObject({ phase: 'open', error: null })
  expect(received).toEqual([])
})

it('drops only the volatile events that cannot be written immediately', async () => {
  const server = await serveSocketIo()
  const seen: unknown[] = []
  server.io.on('connection', (socket) => socket.onAny((event, value) => seen.push([event, value])))
  const { connection } = connect(server.url)
  await untilPhase(connection, 'open')
  await waitFor(() => connection.bufferedAmount === 0)
  for (let i = 0; i < 10; i++) connection.send({ event: 'position', args: [i], volatile: true })
  connection.send({ event: 'end', args: [] })
  await waitFor(() => seen.length >= 2)
  expect(seen).toEqual([
    ['position', 0],
    ['end', undefined],
  ])
})

it('counts bytes in bufferedAmount until they are written', async () => {
  const server = await serveSocketIo({ maxHttpBufferSize: 1e7 })
  const { connection } = connect(server.url)
  await untilPhase(connection, 'open')
  await waitFor(() => connection.bufferedAmount === 0)
  for (let i = 0; i < 5; i++) connection.send({ event: 'bytes', args: [new Uint8Array(100_000)] })
  expect(connection.bufferedAmount).toBeGreaterThanOrEqual(500_000)
  await waitFor(() => connection.bufferedAmount === 0)
})

it('exposes its Socket.IO socket for features that the library does not wrap', async () => {
  const server = await serveSocketIo()
  const ids: string[] = []
  server.io.on('connection', (socket) => ids.push(socket.id))
  const { connection } = connect(server.url)
  await untilPhase(connection, 'open')
  const { client } = connection.socket as SocketIoSocket
  await waitFor(() => ids.length === 1)
  expect((client as { id?: string }).id).toBe(ids[0])
})
