import { createServer, STATUS_CODES, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'

/** A text frame as a string, a binary one as a Buffer. */
export type ServerMessage = string | Buffer

export interface ServerOptions {
  /** Sends each message back unchanged; ignored with `onMessage`. @default true */
  echo?: boolean
  /** Subprotocols that the server supports. @default selects the first offered one */
  protocols?: readonly string[]
  /** Offers permessage-deflate. @default false */
  compress?: boolean
  onConnection?(socket: WebSocket, request: IncomingMessage): void
  onMessage?(message: ServerMessage, socket: WebSocket): void
  /** HTTP status that refuses an upgrade; undefined accepts it. */
  refuse?(request: IncomingMessage): number | undefined
}

export interface ReceivedClose {
  readonly code: number
  readonly reason: string
}

export interface TestServer {
  /** `ws://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** All upgrade requests, including refused ones. */
  readonly requests: readonly IncomingMessage[]
  /** Number of sockets opened so far. */
  readonly opened: number
  /** Sockets that are open, oldest first. */
  readonly sockets: readonly WebSocket[]
  readonly alive: number
  /** All received messages, in order. */
  readonly messages: readonly ServerMessage[]
  /** How each socket closed, as seen by the server. */
  readonly closes: readonly ReceivedClose[]
  /** Sends to every open socket. */
  broadcast(message: string | Uint8Array): void
  /** Closes every open socket with a close frame. */
  closeAll(code?: number, reason?: string): void
  /** Breaks every open socket without a close frame. */
  terminateAll(): void
  /** Stops reading from all open sockets permanently: they answer nothing, not even a close frame. */
  silence(): void
  /** Refuses later upgrades with this status; null accepts them again. */
  refuseWith(status: number | null): void
  /** Stops as a crash does. The system refuses dials until `up`. */
  down(): Promise<void>
  /** Listens again on the same port. */
  up(): Promise<void>
  stop(): Promise<void>
}

/** A real `ws` server on an ephemeral loopback port. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const { echo = true, protocols, compress = false } = options
  const handleProtocols = protocols && ((offered: Set<string>) => protocols.find((each) => offered.has(each)) ?? false)
  const upgrader = new WebSocketServer({
    noServer: true,
    perMessageDeflate: compress && { threshold: 0 },
    ...(handleProtocols && { handleProtocols }),
  })
  const requests: IncomingMessage[] = []
  const messages: ServerMessage[] = []
  const closes: ReceivedClose[] = []
  const sockets = new Set<WebSocket>()
  const lines = new Set<Duplex>()
  let opened = 0
  let refusal: number | null = null
  let http: Server | null = null

  function accept(socket: WebSocket, request: IncomingMessage): void {
    opened++
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', (code, reason) => {
      sockets.delete(socket)
      closes.push({ code, reason: reason.toString() })
    })
    socket.on('message', (data: Buffer, isBinary) => {
      const message = isBinary ? data : data.toString()
      messages.push(message)
      if (options.onMessage) options.onMessage(message, socket)
      else if (echo) socket.send(data, { binary: isBinary })
    })
    options.onConnection?.(socket, request)
  }

  function upgrade(request: IncomingMessage, line: Duplex, head: Buffer): void {
    requests.push(request)
    const status = refusal ?? options.refuse?.(request)
    if (status === undefined) return upgrader.handleUpgrade(request, line, head, accept)
    line.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }

  async function listen(port: number): Promise<number> {
    const server = createServer((_request, response) => response.writeHead(426).end())
    server.on('upgrade', upgrade)
    server.on('connection', (line) => {
      lines.add(line)
      line.on('error', () => {})
      line.on('close', () => lines.delete(line))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
    http = server
    return (server.address() as AddressInfo).port
  }

  async function down(): Promise<void> {
    const server = http
    http = null
    if (!server) return
    const closed = new Promise<unknown>((resolve) => server.close(resolve))
    for (const line of lines) line.destroy()
    await closed
  }

  const port = await listen(0)
  return {
    url: `ws://127.0.0.1:${port}`,
    port,
    requests,
    get opened() {
      return opened
    },
    get sockets() {
      return [...sockets]
    },
    get alive() {
      return sockets.size
    },
    messages,
    closes,
    broadcast(message) {
      for (const socket of sockets) socket.send(message)
    },
    closeAll(code, reason) {
      for (const socket of sockets) socket.close(code, reason)
    },
    terminateAll() {
      for (const socket of sockets) socket.terminate()
    },
    silence() {
      for (const socket of sockets) socket.pause()
    },
    refuseWith: (status) => void (refusal = status),
    down,
    up: async () => void (http ?? (await listen(port))),
    stop: down,
  }
}
