import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { burstOf, type Burst } from './frames'

/** What the driver asks for; each is answered with the counts. */
export type Order =
  | { readonly id: number; readonly type: 'burst'; readonly burst: Burst }
  | { readonly id: number; readonly type: 'trickle'; readonly burst: Burst; readonly everyMs: number }
  | { readonly id: number; readonly type: 'await'; readonly open?: number; readonly received?: number }
  | { readonly id: number; readonly type: 'reset' }

/** What the server counted by itself since the last reset. */
export interface ServerCounts {
  readonly open: number
  readonly opened: number
  readonly received: number
}

const folder = process.argv[2]!
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }
const sockets = new Set<Duplex>()
let opened = 0
let received = 0
let waiting: { isDone(): boolean; answer(): void }[] = []

function look(): void {
  for (const { answer } of waiting.filter(({ isDone }) => isDone())) answer()
  waiting = waiting.filter(({ isDone }) => !isDone())
}

const server = createServer(({ url = '/' }, response) => {
  const file = join(folder, normalize(new URL(url, 'http://localhost').pathname))
  response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain')
  // An isolated page has the clock with 5 µs instead of 100.
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('cross-origin-embedder-policy', 'require-corp')
  createReadStream(file)
    .on('error', () => response.writeHead(404).end())
    .pipe(response)
})

const webSockets = new WebSocketServer({ noServer: true })
server.on('upgrade', (request, socket, head) => {
  opened++
  webSockets.handleUpgrade(request, socket, head, (client) => {
    sockets.add(socket)
    client.on('message', () => {
      received++
      look()
    })
    client.on('close', () => {
      sockets.delete(socket)
      look()
    })
    client.on('error', () => {})
    look()
  })
})

const counts = (): ServerCounts => ({ open: sockets.size, opened, received })

process.on('message', (order: Order) => {
  const answer = () => process.send!({ id: order.id, counts: counts() })
  if (order.type === 'reset') {
    opened = 0
    received = 0
  }
  if (order.type === 'burst') {
    const { whole } = burstOf(order.burst)
    for (const socket of sockets) socket.write(whole)
  }
  if (order.type === 'trickle') {
    const { frames } = burstOf(order.burst)
    frames.forEach((frame, i) => setTimeout(() => sockets.forEach((socket) => socket.write(frame)), i * order.everyMs))
  }
  if (order.type === 'await') {
    const { open = 0, received: least = 0 } = order
    waiting.push({ isDone: () => (order.open === 0 ? sockets.size === 0 : sockets.size >= open) && received >= least, answer })
    look()
  } else answer()
})
process.on('disconnect', () => process.exit())

server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))
