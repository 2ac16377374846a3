import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Server } from 'socket.io'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { Channel, Connection } from 'websocket-store'
import { serveSocketIo } from '../support/socket-io-server'
import { untilPhase, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

type Exported = Record<string, Connection<unknown, unknown>>

/** Runs a block of the page, and disposes its connection after the test. */
async function run<Page>(marker: string, url: string, name: string): Promise<Page> {
  const page = await runBlock<Exported>('docs/guides/socket-io.md', marker, url)
  onTestFinished(() => page[name]!.dispose())
  return page as Page
}

// The page logs what it receives.
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

it('the page receives a price and requests a sum from the server of the page', async () => {
  const { io } = await runBlock<{ io: Server }>('docs/guides/socket-io.md', 'new Server(3000)', '')
  onTestFinished(() => io.close())
  const { port } = (io as unknown as { httpServer: HttpServer }).httpServer.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/market`
  const page = await run<{ add(a: number, b: number): Promise<number> }>('export async function add', url, 'connection')
  await waitFor(() => vi.mocked(console.log).mock.calls.length === 1)
  expect(console.log).toHaveBeenCalledWith('OAK costs 42.00')
  expect(await page.add(2, 3)).toBe(5)
})

it('the page requests a division, and the request rejects when it fails', async () => {
  const server = await serveSocketIo()
  server.io.on('connection', (socket) =>
    socket.on('divide', (a: number, b: number, done: (error: string | null, result?: number) => void) =>
      b === 0 ? done('by zero') : done(null, a / b),
    ),
  )
  const { divide } = await run<{ divide(a: number, b: number): Promise<number> }>('resultOf(', server.url, 'calculator')
  expect(await divide(6, 3)).toBe(2)
  await expect(divide(6, 0)).rejects.toMatchObject({ code: 'request-refused', cause: new Error('by zero') })
})

it('the page joins a room and leaves it', async () => {
  const server = await serveSocketIo()
  server.io.on('connection', (socket) => {
    socket.on('join', async (room: string) => {
      await socket.join(room)
      server.io.to(room).emit('price', room, 7)
    })
    socket.on('leave', (room: string) => socket.leave(room))
  })
  const { oak, stop } = await run<{ oak: Channel; stop(): void }>('export const oak', server.url, 'market')
  await waitFor(() => vi.mocked(console.log).mock.calls.length === 1)
  expect(oak.getSnapshot().data).toEqual({ event: 'price', args: ['oak', 7] })
  const rooms = () => server.io.of('/').adapter.rooms
  expect(rooms().has('oak')).toBe(true)
  stop()
  await waitFor(() => !rooms().has('oak'))
})

it('the page gets a new token for each refused attempt, and stops when it is banned', async () => {
  const server = await serveSocketIo()
  const tokens: unknown[] = []
  server.io.of('/account').use((socket, next) => {
    tokens.push(socket.handshake.auth['token'])
    next(Object.assign(new Error(tokens.length < 3 ? 'expired' : 'banned'), { data: { status: 401 } }))
  })
  vi.stubGlobal('getToken', async () => `token ${tokens.length}`)
  const { account } = await run<{ account: Connection<unknown, unknown> }>('isFatal:', `${server.url}/account`, 'account')
  account.connect()
  await untilPhase(account, 'closed')
  expect(tokens).toEqual(['token 0', 'token 1', 'token 2'])
  expect(vi.mocked(console.warn).mock.calls.map(([, message, data]) => [message, data])).toEqual([
    ['expired', { status: 401 }],
    ['expired', { status: 401 }],
    ['banned', { status: 401 }],
  ])
})
