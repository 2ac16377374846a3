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

it('reconnects after the server process is killed and restarted', { timeout: 60_000 }, async () => {
  const first = await runServer()
  const { connection, closes } = await open(first.url)
  const pids: unknown[] = []
  connection.onMessage((message: SocketIoMessage) => message.event === 'hello' && pids.push(message.args[0]))
  expect(await request<SocketIoMessage, never, number>(connection as never, { event: 'who' } as never)).toBe(first.pid)
  await first.kill()
  await waitFor(() => closes.length === 1)
  expect(closes).toEqual([{ code: 1006, reason: 'transport close', wasClean: false }])
  connection.send({ event: 'queued for the next server' })
  expect(connection.getSnapshot().queued).toBe(1)
  const second = await runServer(first.port)
  await untilPhase(connection, 'open')
  await waitFor(() => pids.includes(second.pid))
  expect(connection.getSnapshot()).toMatchObject({ queued: 0, error: null })
})

it('detects a frozen server by the missing pings of Socket.IO', { timeout: 60_000 }, async () => {
  const server = await runServer()
  const { connection, closes } = await open(server.url)
  const { client } = connection.socket as SocketIoSocket
  const webSocket = (client.io as { engine: { transport: { ws: { readyState: number } } } }).engine.transport.ws
  await pause(500) // longer than one ping interval: pings arrive, and nothing is closed
  expect(closes).toEqual([])
  server.freeze()
  await waitFor(() => closes.length === 1)
  expect(closes).toEqual([{ code: 1006, reason: 'ping timeout', wasClean: false }])
  // Without a wait of 30 s for the close frame of a server that cannot answer.
  await waitFor(() => webSocket.readyState === 3)
})

it('redials when the server disconnects it, unless `classifyClose` returns `fatal`', async () => {
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

it('redials when the server closes only the namespace', async () => {
  const server = await serveSocketIo()
  const { connection, closes } = await open(`${server.url}`)
  server.io.disconnectSockets(false)
  await waitFor(() => closes.length === 1)
  await untilPhase(connection, 'open')
  await waitFor(() => server.engines === 1)
})

it('reports the close code of the underlying WebSocket: a message that is too big is fatal', async () => {
  const server = await serveSocketIo({ maxHttpBufferSize: 1000 })
  const { connection } = await open(server.url)
  connection.send({ event: 'big', args: ['x'.repeat(2000)] })
  const { error, lastClose } = await untilPhase(connection, 'closed')
  expect(lastClose).toMatchObject({ code: 1009, reason: 'transport close' })
  expect(error).toMatchObject({ code: 'closed', fatal: true })
})

it('closes cleanly after it has delivered the last message', async () => {
  const server = await serveSocketIo()
  const received: unknown[] = []
  server.io.on('connection', (socket) => {
    socket.on('last message', (text: string) => received.push(text))
    socket.on('disconnect', (reason) => received.push(reason))
  })
  const { connection, closes } = await open(server.url)
  connection.send({ event: 'last message', args: ['good-bye'] })
  connection.disconnect(4000, 'done')
  await untilPhase(connection, 'closed')
  await waitFor(() => received.length === 2)
  expect(received).toEqual(['good-bye', 'transport close'])
  expect(closes).toEqual([{ code: 4000, reason: 'done', wasClean: true }])
  await waitFor(() => server.engines === 0)
})

it('sends a disconnect packet to the server when nothing is buffered', async () => {
  const server = await serveSocketIo()
  const reasons: string[] = []
  server.io.on('connection', (socket) => socket.on('disconnect', (reason) => reasons.push(reason)))
  const { connection } = await open(server.url)
  await waitFor(() => server.engines === 1 && connection.bufferedAmount === 0)
  connection.disconnect()
  await waitFor(() => reasons.length === 1)
  expect(reasons).toEqual(['client namespace disconnect'])
})

it('reports the cause of a failed dial', async () => {
  const connection = connectTo('http://127.0.0.1:1', socketIo(io))
  connection.connect()
  const error = await waitFor(() => connection.getSnapshot().error)
  expect(error).toMatchObject({ code: 'connect-failed', fatal: false })
  expect(error.cause).toBeInstanceOf(Error)
})

it('controls reconnects and timeouts alone: `io` does neither, even if its options say so', async () => {
  const tcpSockets: object[] = []
  let alive = 0
  const server = await serveRaw((accepted) => {
    tcpSockets.push(accepted)
    alive++
    accepted.socket.on('close', () => alive--).resume()
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
  // One for each failed attempt, and possibly one for the attempt in progress.
  expect(tcpSockets.length - errors.length).toBeOneOf([0, 1])
  connection.disconnect()
  await waitFor(() => alive === 0)
})

it('releases everything when it is disposed in any state, so that the process can end', { timeout: 30_000 }, async () => {
  const server = await serveSocketIo()
  const outcome = await runProgram('../../socket-io/programs/dispose', server.url)
  expect(outcome).toEqual({ code: 0, stdout: 'disposed', stderr: '' })
  await waitFor(() => server.engines === 0)
})

it('starts with polling and upgrades when the options list both transports, and releases both', async () => {
  const server = await serveSocketIo()
  const { connection } = await open(server.url, socketIo(io, { client: { transports: ['polling', 'websocket'] } }))
  const { clients } = server.io.engine as unknown as { clients: Record<string, { transport: { name: string } }> }
  const [engine] = Object.values(clients)
  await waitFor(() => engine!.transport.name === 'websocket')
  connection.disconnect()
  await waitFor(() => server.engines === 0)
  expect(server.dials).toBe(1)
})
