import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'

/** What each socket gets from now on. */
export interface StreamCommand {
  /** 0 stops the stream. */
  readonly perSecond: number
  /** Messages until it stops by itself. @default no limit */
  readonly total?: number
}

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }
const TICK_MS = 5

/**
 * Serves the files of the folder that is the first argument of this process, and sends frames to each socket as its parent commands.
 *
 * @param frames Sent in turn. They are built once, so that the server costs little while it sends.
 * @param end Sent after the last one of a limited stream.
 */
export function serveStream(frames: readonly Buffer[], end?: Buffer): void {
  const folder = process.argv[2]!
  const sockets = new Set<Duplex>()
  let perSecond = 0
  let total = Infinity
  let startedAt = 0
  let sent = 0

  setInterval(() => {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * perSecond))
    if (due <= sent) return
    const batch = Array.from({ length: due - sent }, (_, i) => frames[(sent + i) % frames.length]!)
    sent = due
    if (sent === total && end) batch.push(end)
    const bytes = Buffer.concat(batch)
    for (const socket of sockets) socket.write(bytes)
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
    total = command.total ?? Infinity
    startedAt = performance.now()
    sent = 0
  })
  process.on('disconnect', () => process.exit())
  server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port, bytes: frames[0]!.length }))
}
