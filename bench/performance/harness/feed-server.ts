import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { burstOf, type Burst } from './frames'

/** A command from the benchmark process. The server answers each one with the counts. */
export type Command =
  | { readonly id: number; readonly type: 'burst'; readonly burst: Burst }
  | { readonly id: number; readonly type: 'trickle'; readonly burst: Burst; readonly everyMs: number }
  | { readonly id: number; readonly type: 'await'; readonly open?: number; readonly received?: number }
  | { readonly id: number; readonly type: 'reset' }

/** What the server counted since the last reset. */
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
let pending: { isDone(): boolean; answer(): void }[] = []

function answerDone(): void {
  for (const { answer } of pending.filter(({ isDone }) => isDone())) answer()
  pending = pending.filter(({ isDone }) => !isDone())
}

const server = createServer(({ url = '/' }, response) => {
  const file = join(folder, normalize(new URL(url, 'http://localhost').pathname))
  response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain')
  // With cross-origin isolation the page clock has a resolution of 5 µs instead of 100 µs.
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
      answerDone()
    })
    client.on('close', () => {
      sockets.delete(socket)
      answerDone()
    })
    client.on('error', () => {})
    answerDone()
  })
})

const counts = (): ServerCounts => ({ open: sockets.size, opened, received })

process.on('message', (command: Command) => {
  const answer = () => process.send!({ id: command.id, counts: counts() })
  if (command.type === 'reset') {
    opened = 0
    received = 0
  }
  if (command.type === 'burst') {
    const { whole } = burstOf(command.burst)
    for (const socket of sockets) socket.write(whole)
  }
  if (command.type === 'trickle') {
    const { frames } = burstOf(command.burst)
    frames.forEach((frame, i) => setTimeout(() => sockets.forEach((socket) => socket.write(frame)), i * command.everyMs))
  }
  if (command.type === 'await') {
    const { open = 0, received: minReceived = 0 } = command
    pending.push({ isDone: () => (command.open === 0 ? sockets.size === 0 : sockets.size >= open) && received >= minReceived, answer })
    answerDone()
  } else answer()
})
process.on('disconnect', () => process.exit())

server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))
