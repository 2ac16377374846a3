import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'

/** How many messages each socket gets in a second from now on. */
export interface StreamCommand {
  readonly perSecond: number
}

const folder = process.argv[2]!
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }
const TICK_MS = 5
const VARIANTS = 1000

/** RFC 6455 §5.2: a final text frame of 126 to 65,535 bytes. */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text)
  return Buffer.concat([Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]), payload])
}

/** Messages of about 200 bytes, built once, so that the server costs little while it sends. */
const frames = Array.from({ length: VARIANTS }, (_, i) =>
  frameOf(
    JSON.stringify({
      type: 'price', channel: `prices/${i % 20}`, symbol: `SYM${i}`, seq: 100_000 + i, bid: 100 + i / 100, ask: 100.5 + i / 100, size: i * 7,
      venue: 'XNAS', flags: ['regular', 'firm'], note: 'quoted by the primary market maker of this venue',
    }),
  ),
)

const sockets = new Set<Duplex>()
let perSecond = 0
let startedAt = 0
let sent = 0

setInterval(() => {
  const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond)
  if (due <= sent) return
  const batch = Buffer.concat(Array.from({ length: due - sent }, (_, i) => frames[(sent + i) % VARIANTS]!))
  for (const socket of sockets) socket.write(batch)
  sent = due
}, TICK_MS)

const server = createServer(({ url = '/' }, response) => {
  const file = join(folder, normalize(new URL(url, 'http://localhost').pathname))
  response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain')
  createReadStream(file)
    .on('error', () => response.writeHead(404).end())
    .pipe(response)
})
const webSockets = new WebSocketServer({ noServer: true })
server.on('upgrade', (request, socket, head) =>
  webSockets.handleUpgrade(request, socket, head, (client) => {
    sockets.add(socket)
    client.on('close', () => sockets.delete(socket))
    client.on('error', () => {})
  }),
)

process.on('message', (command: StreamCommand) => {
  perSecond = command.perSecond
  startedAt = performance.now()
  sent = 0
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))
