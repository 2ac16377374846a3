import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo, Socket as Line } from 'node:net'
import { Server, type ServerOptions } from 'socket.io'
import { onTestFinished } from 'vitest'

export interface SocketIoTestServer {
  readonly io: Server
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string
  /** Engine connections that are open. */
  readonly engines: number
  /** Engine connections opened so far. */
  readonly dials: number
  /** Destroys every TCP connection, as a crash does. */
  cutAll(): void
  stop(): Promise<void>
}

/** A real Socket.IO server on the given port, or on a free one. */
export async function startSocketIo(options: Partial<ServerOptions> = {}, port = 0): Promise<SocketIoTestServer> {
  const http: HttpServer = createServer()
  const lines = new Set<Line>()
  let dials = 0
  http.on('connection', (line) => {
    lines.add(line)
    line.on('close', () => lines.delete(line))
  })
  const io = new Server(http, { serveClient: false, cors: { origin: true, credentials: true }, ...options })
  io.engine.on('connection', () => dials++)
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, '127.0.0.1', resolve)
  })
  return {
    io,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    get engines() {
      return io.engine.clientsCount
    },
    get dials() {
      return dials
    },
    cutAll() {
      for (const line of lines) line.destroy()
    },
    async stop() {
      for (const line of lines) line.destroy()
      await io.close()
    },
  }
}

/** Starts a server that stops when the test ends. */
export async function serveSocketIo(options?: Partial<ServerOptions>, port?: number): Promise<SocketIoTestServer> {
  const server = await startSocketIo(options, port)
  onTestFinished(() => server.stop())
  return server
}
