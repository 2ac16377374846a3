import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import { channel, request } from 'websocket-store'
import { socketIo } from 'websocket-store/socket-io'
import { connectTo } from '../support/per-test'
import { serveSocketIo } from '../support/socket-io-server'
import { untilPhase, waitFor } from '../support/wait-for'

interface FromServer {
  price: (symbol: string, value: number) => void
}

interface ToServer {
  add: (a: number, b: number, sum: (result: number) => void) => void
  divide: (a: number, b: number, result: (error: string | null, quotient?: number) => void) => void
  silence: (ack: () => void) => void
  join: (room: string) => void
  leave: (room: string) => void
}

async function serveMath() {
  const server = await serveSocketIo()
  const seen: string[] = []
  server.io.on('connection', (socket) => {
    socket.onAny((event: string) => seen.push(event))
    socket.on('add', (a: number, b: number, sum: (result: number) => void) => sum(a + b))
    socket.on('divide', (a: number, b: number, ack: (error: string | null, result?: number) => void) =>
      b === 0 ? ack('division by zero') : ack(null, a / b),
    )
  })
  return { server, seen }
}

it('resolves each of many concurrent requests with its acknowledgement', async () => {
  const { server } = await serveMath()
  const connection = connectTo(server.url, socketIo<FromServer, ToServer>(io))
  const sums = [1, 2, 3, 4].map((n): Promise<number> => request(connection, { event: 'add', args: [n, n] }))
  expect(await Promise.all(sums)).toEqual([2, 4, 6, 8])
})

it('rejects a request when `resultOf` throws for the acknowledgement', async () => {
  const { server } = await serveMath()
  const resultOf = (error: unknown, result: unknown) => {
    if (error !== null) throw new Error(String(error))
    return result
  }
  const connection = connectTo(server.url, socketIo<FromServer, ToServer>(io, { resultOf }))
  expect(await request(connection, { event: 'divide', args: [6, 3] })).toBe(2)
  await expect(request(connection, { event: 'divide', args: [6, 0] })).rejects.toMatchObject({
    code: 'request-refused',
    cause: new Error('division by zero'),
  })
})

it('rejects a request after its timeout when the server does not acknowledge', async () => {
  const { server, seen } = await serveMath()
  const connection = connectTo(server.url, socketIo<FromServer, ToServer>(io))
  const pending = request(connection, { event: 'silence' }, { timeoutMs: 300 })
  await expect(pending).rejects.toMatchObject({ code: 'request-timeout' })
  await waitFor(() => seen.length === 1)
  expect(connection.getSnapshot().error).toBeNull()
})

it('resolves a request with its acknowledgement when the options of `io` contain an `ackTimeout`', async () => {
  const { server } = await serveMath()
  const connection = connectTo(server.url, socketIo<FromServer, ToServer>(io, { client: { ackTimeout: 5000 } }))
  expect(await request(connection, { event: 'add', args: [2, 3] })).toBe(5)
})

it('rejects a request whose socket is lost, or sends it again with `retryOnReconnect`', async () => {
  const { server, seen } = await serveMath()
  const connection = connectTo(server.url, socketIo<FromServer, ToServer>(io))
  const once = request(connection, { event: 'silence' })
  const again = request(connection, { event: 'silence' }, { retryOnReconnect: true, timeoutMs: 60_000 })
  await waitFor(() => seen.length === 2)
  server.io.on('connection', (socket) => socket.on('silence', (ack: (text: string) => void) => ack('broken')))
  server.cutAll()
  await expect(once).rejects.toMatchObject({ code: 'request-lost' })
  expect(await again).toBe('broken')
  expect(seen).toEqual(['silence', 'silence', 'silence'])
})

it('joins the room of a channel once on each socket, and leaves it when the channel is released', async () => {
  const server = await serveSocketIo()
  const calls: string[] = []
  server.io.on('connection', (socket) => {
    socket.on('join', (room: string) => {
      calls.push(`join ${room}`)
      void socket.join(room)
    })
    socket.on('leave', (room: string) => {
      calls.push(`leave ${room}`)
      void socket.leave(room)
    })
  })
  const connection = connectTo(server.url, {
    ...socketIo<FromServer, ToServer>(io, {
      channels: {
        subscribe: (room) => ({ event: 'join', args: [room] }),
        unsubscribe: (room) => ({ event: 'leave', args: [room] }),
        route: (message) => (message.event === 'price' ? message.args[0] : undefined),
      },
    }),
    lingerMs: 0,
  })
  connection.connect()
  const received: unknown[] = []
  const stop = channel(connection, 'ACME').onMessage(({ args }) => void received.push(args))
  const price = (value: number) => {
    for (const symbol of ['ACME', 'OTHER']) server.io.to(symbol).emit('price', symbol, value)
  }
  await waitFor(() => calls.length === 1)
  price(1)
  await waitFor(() => received.length === 1)
  server.cutAll()
  await waitFor(() => calls.length === 2)
  price(2)
  await waitFor(() => received.length === 2)
  stop()
  await waitFor(() => calls.length === 3)
  await untilPhase(connection, 'open')
  expect(received).toEqual([
    ['ACME', 1],
    ['ACME', 2],
  ])
  expect(calls).toEqual(['join ACME', 'join ACME', 'leave ACME'])
})
