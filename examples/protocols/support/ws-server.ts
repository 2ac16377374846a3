// What the servers of the protocol examples share: a `ws` server on a free port that records what it sees.
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

/** A text frame as a string, a binary one as a Buffer. */
export type Frame = string | Buffer

export interface SocketClose {
  readonly code: number
  readonly reason: string
}

export interface WsServerOptions {
  /** Supported subprotocols, in order of preference. @default selects the first offered one */
  protocols?: readonly string[]
  onConnection?(socket: WebSocket, request: IncomingMessage): void
  onMessage?(frame: Frame, socket: WebSocket): void
  onClose?(socket: WebSocket, close: SocketClose): void
}

export interface WsServer {
  readonly server: WebSocketServer
  /** `ws://127.0.0.1:<port>` */
  readonly url: string
  /** All received frames, of all sockets, in order. */
  readonly frames: readonly Frame[]
  /** Received frames by socket, in the order in which the sockets opened. Its length is the number of sockets opened so far. */
  readonly framesBySocket: readonly (readonly Frame[])[]
  /** How the sockets closed, in order; 1006 is a crash, 1005 a close frame without a code. */
  readonly closes: readonly SocketClose[]
  /** Open sockets, oldest first. */
  readonly sockets: ReadonlySet<WebSocket>
  /** Sends to all open sockets. */
  broadcast(data: string | Uint8Array): void
  /** Breaks all open sockets without a close frame. */
  cut(): void
  /** Breaks all open sockets and stops the server. */
  close(): Promise<void>
}

export async function startWsServer(options: WsServerOptions = {}): Promise<WsServer> {
  const { protocols } = options
  const frames: Frame[] = []
  const framesBySocket: Frame[][] = []
  const closes: SocketClose[] = []
  const sockets = new Set<WebSocket>()

  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    ...(protocols && { handleProtocols: (offered: Set<string>) => protocols.find((each) => offered.has(each)) ?? false }),
  })

  server.on('connection', (socket, request) => {
    const received: Frame[] = []
    framesBySocket.push(received)
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', (code, reason) => {
      const close = { code, reason: reason.toString() }
      sockets.delete(socket)
      closes.push(close)
      options.onClose?.(socket, close)
    })
    socket.on('message', (data: Buffer, isBinary) => {
      // A server that sets `binaryType` gets an ArrayBuffer.
      const frame = isBinary ? Buffer.from(data) : data.toString()
      frames.push(frame)
      received.push(frame)
      options.onMessage?.(frame, socket)
    })
    options.onConnection?.(socket, request)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })

  const cut = () => sockets.forEach((socket) => socket.terminate())
  return {
    server,
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    frames,
    framesBySocket,
    closes,
    sockets,
    broadcast: (data) => sockets.forEach((socket) => socket.send(data)),
    cut,
    close() {
      cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
