import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import { request, type CloseInfo, type Connection } from 'websocket-store'
import { socketIo, type SocketIoMessage, type SocketIoSocket } from 'websocket-store/socket-io'
import { runProgram } from '../integration/programs/run-program'
import { connectTo, serveRaw } from '../support/per-test'
import { serveSocketIo } from '../support/socket-io-server'
import { pause, untilPhase, waitFor } from '../support/wait-for'
import { runServer } from './programs/run-server'

const closesOf = (connection: Connection<never, never>): CloseInfo[] => {
  const closes: CloseInfo[] = []
  connection.on('close', (close) => void closes.push(close))
  return closes
}

async function open(url: string, options = {}) {
  const connection = connectTo(url, { ...socketIo(io), ...options })
  const closes = closesOf(connection as unknown as Connection<never, never>)
  connection.connect()
  await untilPhase(connection, 'open')
  return { connection, closes }
}

it('comes back when the server process was killed and started again', { timeout: 60_000 }, async () => {
  const first = await runServer()
  const { connection, closes } = await open(first.url)
  const pids: unknown[] = []
  connection.onMessage((message: SocketIoMessage) => message.event === 'hello' && pids.push(message.args[0]))
  expect(await request<SocketIoMessage, never, number>(connection as never, { event: 'who' } as never)).toBe(first.pid)
  await first.kill()
  await waitFor(() => closes.length === 1)
  expect(closes).toEqual([{ code: 1006, reason: 'transport close', wasClean: false }])
  connection.send({ event: 'kept for the next one' })
  expect(connection.getSnapshot().queued).toBe(1)
  const second = await runServer(first.port)
  await untilPhase(connection, 'open')
  await waitFor(() => pids.includes(second.pid))
  expect(connection.getSnapshot()).toMatchObject({ queued: 0, error: null })
})

it('finds a frozen server by Socket.IO’s own pings', { timeout: 60_000 }, async () => {
  const server = await runServer()
  const { connection, closes } = await open(server.url)
  const { client } = connection.socket as SocketIoSocket
  const line = (client.io as { engine: { transport: { ws: { readyState: number } } } }).engine.transport.ws
  await pause(500) // longer than an interval: its pings are heard, and nothing is closed
  expect(closes).toEqual([])
  server.freeze()
  await waitFor(() => closes.length === 1)
  expect(closes).toEqual([{ code: 1006, reason: 'ping timeout', wasClean: false }])
  // Not half a minute later: nobody will answer the close frame.
  await waitFor(() => line.readyState === 3)
})

it('dials again when the server says good-bye, and not when that is classified as final', async () => {
  const server = await serveSocketIo()
  const { connection, closes } = await open(server.url)
  const final = await open(server.url, { reconnect: { classifyClose: ({ code }: CloseInfo) => (code === 1000 ? 'fatal' : undefined) } })
  const before = server.dials
  server.io.disconnectSockets(true)
  await waitFor(() => closes.length === 1 && final.closes.length === 1)
  expect(closes).toEqual([{ code: 1000, reason: 'io server disconnect', wasClean: true }])
  await untilPhase(connection, 'open')
  expect((await untilPhase(final.connection, 'closed')).error).toMatchObject({ code: 'closed' })
  expect(server.dials).toBe(before + 1)
})

it('dials again when the server leaves the namespace only', async () => {
  const server = await serveSocketIo()
  const { connection, closes } = await open(`${server.url}`)
  server.io.disconnectSockets(false)
  await waitFor(() => closes.length === 1)
  await untilPhase(connection, 'open')
  await waitFor(() => server.engines === 1)
})

it('tells the close code of the WebSocket below, where there is one: a message that is too big is fatal', async () => {
  const server = await serveSocketIo({ maxHttpBufferSize: 1000 })
  const { connection } = await open(server.url)
  connection.send({ event: 'big', args: ['x'.repeat(2000)] })
  const { error, lastClose } = await untilPhase(connection, 'closed')
  expect(lastClose).toMatchObject({ code: 1009, reason: 'transport close' })
  expect(error).toMatchObject({ code: 'closed', fatal: true })
})

it('closes cleanly, with what was sent just before', async () => {
  const server = await serveSocketIo()
  const heard: unknown[] = []
  server.io.on('connection', (socket) => {
    socket.on('last words', (words: string) => heard.push(words))
    socket.on('disconnect', (reason) => heard.push(reason))
  })
  const { connection, closes } = await open(server.url)
  connection.send({ event: 'last words', args: ['good-bye'] })
  connection.disconnect(4000, 'done')
  await untilPhase(connection, 'closed')
  await waitFor(() => heard.length === 2)
  expect(heard).toEqual(['good-bye', 'transport close'])
  expect(closes).toEqual([{ code: 4000, reason: 'done', wasClean: true }])
  await waitFor(() => server.engines === 0)
})

it('takes leave of the server when nothing is under way', async () => {
  const server = await serveSocketIo()
  const reasons: string[] = []
  server.io.on('connection', (socket) => socket.on('disconnect', (reason) => reasons.push(reason)))
  const { connection } = await open(server.url)
  await waitFor(() => server.engines === 1 && connection.bufferedAmount === 0)
  connection.disconnect()
  await waitFor(() => reasons.length === 1)
  expect(reasons).toEqual(['client namespace disconnect'])
})

it('shows why a dial failed', async () => {
  const connection = connectTo('http://127.0.0.1:1', socketIo(io))
  connection.connect()
  const error = await waitFor(() => connection.getSnapshot().error)
  expect(error).toMatchObject({ code: 'connect-failed', fatal: false })
  expect(error.cause).toBeInstanceOf(Error)
})

it('is the only one to reconnect and to time out, whatever the options of `io` say', async () => {
  const lines: object[] = []
  let alive = 0
  const server = await serveRaw((line) => {
    lines.push(line)
    alive++
    line.socket.on('close', () => alive--).resume()
  })
  const client = { reconnection: true, reconnectionDelay: 1, timeout: 1, forceNew: false, autoConnect: true, retries: 5 }
  const connection = connectTo(`http://127.0.0.1:${server.port}`, {
    ...socketIo(io, { client }),
    connectTimeoutMs: 300,
    reconnect: { delay: () => 300 },
  })
  const errors: string[] = []
  connection.on('error', ({ code }) => errors.push(code))
  connection.connect()
  await waitFor(() => errors.length >= 3)
  expect(new Set(errors)).toEqual(new Set(['connect-timeout']))
  // One for each attempt, and perhaps that of the next.
  expect(lines.length - errors.length).toBeOneOf([0, 1])
  connection.disconnect()
  await waitFor(() => alive === 0)
})

it('leaves nothing behind when it is disposed of in any state, and lets the process end', { timeout: 30_000 }, async () => {
  const server = await serveSocketIo()
  const outcome = await runProgram('../../socket-io/programs/dispose', server.url)
  expect(outcome).toEqual({ code: 0, stdout: 'disposed', stderr: '' })
  await waitFor(() => server.engines === 0)
})

it('polls and upgrades where that is asked for, and leaves nothing behind', async () => {
  const server = await serveSocketIo()
  const { connection } = await open(server.url, socketIo(io, { client: { transports: ['polling', 'websocket'] } }))
  const { clients } = server.io.engine as unknown as { clients: Record<string, { transport: { name: string } }> }
  const [engine] = Object.values(clients)
  await waitFor(() => engine!.transport.name === 'websocket')
  connection.disconnect()
  await waitFor(() => server.engines === 0)
  expect(server.dials).toBe(1)
})
