import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { isPath, isSessionId } from '../protocol'
import type { Path } from '../protocol'
import { createClient, textOf } from './client'
import type { Client } from './client'
import { countOpened, socketCount } from './sessions'
import type { Sessions, VisitorSession } from './sessions'

const MAX_PAYLOAD_BYTES = 64 * 1024
const MAX_SOCKETS = 500
const MAX_SOCKETS_PER_SESSION = 50
const LIVENESS_MS = 30_000

export interface Sockets {
  /** Handler for the `upgrade` event of the HTTP server. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** Answers an upgrade with a plain HTTP status, like a proxy in front of a dead server. */
export const refuse = (socket: Duplex, status: string): void => {
  // The client might never close its side.
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const urlOf = (request: IncomingMessage): URL | undefined =>
  URL.canParse(request.url ?? '', 'http://localhost') ? new URL(request.url ?? '', 'http://localhost') : undefined

/** Pages of other sites must not use these sockets (RFC 6455 §10.2). Programs send no Origin. */
export const isSameOrigin = ({ headers }: IncomingMessage): boolean => {
  if (headers.origin === undefined) return true
  if (!URL.canParse(headers.origin)) return false
  const { host } = new URL(headers.origin)
  return host === headers.host || host === headers['x-forwarded-host']
}

/** Terminates sockets that do not answer pings, so the number of sockets stays correct. */
const watchLiveness = (clients: ReadonlySet<Client>): (() => void) => {
  const unanswered = new WeakSet<Client>()
  const timer = setInterval(() => {
    for (const client of clients) {
      if (client.isSilenced()) continue
      if (unanswered.has(client)) {
        client.socket.terminate()
        continue
      }
      unanswered.add(client)
      client.socket.once('pong', () => unanswered.delete(client))
      client.socket.ping()
    }
  }, LIVENESS_MS)
  return () => clearInterval(timer)
}

export const createSockets = (sessions: Sessions): Sockets => {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD_BYTES })
  const clients = new Set<Client>()
  const stopWatching = watchLiveness(clients)

  const register = (session: VisitorSession, socket: WebSocket, path: Path, tab: string): void => {
    const client = createClient(socket, path, tab, () => session.switches.isSilent(path))
    clients.add(client)
    session.clients.add(client)
    countOpened(session, tab)
    // Without a listener, a protocol violation of one client would end the process. The socket closes automatically.
    socket.on('error', () => undefined)
    const handlers = session.endpoint(path).open(client)
    socket.on('message', (data, isBinary) => {
      if (!isBinary && textOf(data) === 'ping') client.send('pong')
      else handlers.onMessage(data, isBinary)
    })
    socket.once('close', () => {
      clients.delete(client)
      session.clients.delete(client)
      handlers.onClose?.()
    })
  }

  return {
    accept: (request, socket, head) => {
      const url = urlOf(request)
      const path = url?.pathname
      socket.on('error', () => undefined)
      if (!isPath(path)) return refuse(socket, '404 Not Found')
      if (!isSameOrigin(request)) return refuse(socket, '403 Forbidden')
      const id = url?.searchParams.get('session')
      if (!isSessionId(id)) return refuse(socket, '400 Bad Request')
      const session = clients.size < MAX_SOCKETS ? sessions.use(id) : undefined
      if (session === undefined || socketCount(session) >= MAX_SOCKETS_PER_SESSION || session.switches.isRefusing(path))
        return refuse(socket, '503 Service Unavailable')
      const { switches, pendingUpgrades } = session
      const tab = /^\w{1,32}$/.exec(url?.searchParams.get('tab') ?? '')?.[0] ?? ''
      const complete = (): void => server.handleUpgrade(request, socket, head, (webSocket) => register(session, webSocket, path, tab))
      if (!switches.isSilent(path)) return complete()
      // A silent server accepts the TCP connection and sends nothing. Clients that still wait at the end are accepted.
      pendingUpgrades.add(socket)
      socket.once('close', () => pendingUpgrades.delete(socket))
      return switches.afterSilence(path, () => {
        pendingUpgrades.delete(socket)
        if (!socket.destroyed) complete()
      })
    },
    close: () => {
      stopWatching()
      for (const { socket } of clients) socket.terminate()
      for (const { pendingUpgrades } of sessions.all()) for (const socket of pendingUpgrades) socket.destroy()
      server.close()
    },
  }
}
