// The server that the tests kill. server-process.ts runs it with the port to listen on, or 0 for any port. It counts its sockets.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { floodByHand } from './prebuilt-flood'
import type { ServerReport, ServerRequest } from './server-process'

const ARRIVAL_SLOT_MS = 100
const startedAt = Date.now()
const upgrader = new WebSocketServer({ noServer: true, perMessageDeflate: false })
const http = createServer((_request, response) => response.writeHead(426).end())

/** Accepted dials in each slot since the process started. */
const arrivals: number[] = []
/** Dials of clients with an id (`?id=`). */
const dialsById = new Map<string, number>()
const silenced = new Set<WebSocket>()
let opened = 0

http.on('upgrade', (request, tcpSocket, head) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname === '/prebuilt') return floodByHand(request, tcpSocket)
  upgrader.handleUpgrade(request, tcpSocket, head, (socket) => accept(socket, searchParams.get('id')))
})

function accept(socket: WebSocket, id: string | null): void {
  const slot = Math.floor((Date.now() - startedAt) / ARRIVAL_SLOT_MS)
  arrivals[slot] = (arrivals[slot] ?? 0) + 1
  opened++
  if (id !== null) dialsById.set(id, (dialsById.get(id) ?? 0) + 1)
  socket.on('error', () => {})
  socket.on('message', (data: Buffer) => runCommand(socket, data.toString()))
}

/** Runs `flood 500`, `close 1012`, `terminate` and `silence`. Echoes any other text. */
function runCommand(socket: WebSocket, text: string): void {
  const [command, argument] = text.split(' ')
  if (command === 'flood') for (let i = 0; i < Number(argument); i++) socket.send(String(i))
  else if (command === 'close') socket.close(Number(argument))
  else if (command === 'terminate') socket.terminate()
  else if (command === 'silence') {
    socket.pause()
    silenced.add(socket)
  } else socket.send(text)
}

process.on('message', ({ number, request }: ServerRequest) => {
  if (request === 'terminate silenced') for (const socket of silenced) socket.terminate()
  const report: ServerReport = {
    alive: upgrader.clients.size,
    opened,
    arrivals: Array.from(arrivals, (count: number | undefined) => count ?? 0),
    dialsById: Object.fromEntries(dialsById),
  }
  process.send!({ number, report })
})
process.on('disconnect', () => process.exit())

http.listen(Number(process.argv[2]), '127.0.0.1', () => process.send!({ port: (http.address() as AddressInfo).port }))
