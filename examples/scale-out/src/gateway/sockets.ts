// The sockets of one gateway: heartbeats, slow readers, and the close of many.
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Counters } from './metrics'
import type { Subscriber } from './feed'
import type { Session } from './session'

/** Clients send a ping more often than this. One that is silent is gone, and must not keep its presence. */
const SILENT_MS = 60_000
/** Time for the answer to a close frame, when all are closed. */
const CLOSE_TIMEOUT_MS = 1000
const SLICE_MS = 100

export interface SocketsOptions {
  readonly maxBufferedBytes: number
  readonly counters: Counters
  createSession(subscriber: Subscriber, close: (code: number, reason: string) => void): Session
}

export interface Sockets {
  readonly server: WebSocketServer
  readonly size: number
  /** Closes all sockets, evenly over this time. Resolves when they are closed. */
  closeAll(code: number, reason: string, overMs: number): Promise<void>
  stop(): void
}

export function createSockets({ maxBufferedBytes, counters, createSession }: SocketsOptions): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: 16_384 })
  const lastHeard = new Map<WebSocket, number>()

  server.on('connection', (socket) => {
    const subscriber: Subscriber = {
      get bufferedBytes() {
        return socket.bufferedAmount
      },
      send(text) {
        if (socket.readyState !== socket.OPEN) return
        if (socket.bufferedAmount <= maxBufferedBytes) return socket.send(text)
        // It would take more and more memory. The client reconnects, and gets what the window still holds.
        counters.slowReaders++
        socket.terminate()
      },
    }
    const session = createSession(subscriber, (code, reason) => socket.close(code, reason))
    lastHeard.set(socket, Date.now())
    socket.on('error', () => {})
    socket.on('message', (data, isBinary) => {
      lastHeard.set(socket, Date.now())
      if (socket.readyState === socket.OPEN) session.onText(isBinary ? '' : String(data))
    })
    socket.on('close', () => {
      lastHeard.delete(socket)
      session.end()
    })
  })

  const sweeping = setInterval(() => {
    const oldest = Date.now() - SILENT_MS
    for (const [socket, time] of lastHeard) if (time < oldest) socket.terminate()
  }, SILENT_MS / 4)

  return {
    server,
    get size() {
      return lastHeard.size
    },
    async closeAll(code, reason, overMs) {
      const sockets = [...server.clients]
      const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)))
      const slices = Math.max(1, Math.ceil(overMs / SLICE_MS))
      const perSlice = Math.ceil(sockets.length / slices)
      for (let from = 0; from < sockets.length; from += perSlice) {
        if (from > 0) await delay(SLICE_MS)
        for (const socket of sockets.slice(from, from + perSlice)) socket.close(code, reason)
      }
      const timeout = setTimeout(() => sockets.forEach((socket) => socket.terminate()), CLOSE_TIMEOUT_MS)
      await Promise.all(closed)
      clearTimeout(timeout)
    },
    stop() {
      clearInterval(sweeping)
      for (const socket of server.clients) socket.terminate()
    },
  }
}
