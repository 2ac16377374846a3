// A fake of the Discord gateway, version 10, JSON without compression, written from its documentation: HELLO, heartbeats in
// both directions, IDENTIFY, RESUME with replay, RECONNECT (op 7), INVALID_SESSION (op 9), and the close codes of each.
import type { WebSocket } from 'ws'
import { startWsServer, type WsServer } from '../support/ws-server'

interface Payload {
  readonly op: number
  readonly d?: unknown
  readonly s?: number | null
  readonly t?: string | null
}

interface Session {
  readonly id: string
  /** What was dispatched, with the sequence number of each. */
  readonly events: Payload[]
  socket: WebSocket | null
}

export interface DiscordServer extends WsServer {
  /** Received payloads by socket. */
  readonly received: readonly (readonly Payload[])[]
  /** The path and query of each socket. */
  readonly paths: readonly string[]
  readonly sessions: number
  /** Dispatches an event in all sessions. A session without a socket receives it when it is resumed. */
  dispatch(t: string, d: unknown): void
  /** Sends a payload without a sequence number to all sockets. */
  sendAll(payload: Payload): void
  /** Invalidates all sessions. */
  forgetSessions(): void
  /** Answers nothing more on the sockets that are open now. */
  freeze(): void
  /** Closes all sockets with this code. */
  closeWith(code: number): void
}

export interface DiscordServerOptions {
  readonly token: string
  readonly heartbeatMs: number
}

export async function startServer({ token, heartbeatMs }: DiscordServerOptions): Promise<DiscordServer> {
  const sessions = new Map<string, Session>()
  const sessionOf = new Map<WebSocket, Session>()
  const paths: string[] = []
  let created = 0

  const send = (socket: WebSocket, payload: Payload) => socket.send(JSON.stringify({ s: null, t: null, ...payload }))

  function dispatchTo(session: Session, t: string, d: unknown): void {
    const event = { op: 0, s: session.events.length + 1, t, d }
    session.events.push(event)
    if (session.socket) send(session.socket, event)
  }

  function identify(socket: WebSocket, d: { token?: string; intents?: number; properties?: object }): void {
    if (sessionOf.has(socket)) return socket.close(4005, 'Already authenticated.')
    if (d.token !== token) return socket.close(4004, 'Authentication failed.')
    if (typeof d.intents !== 'number') return socket.close(4013, 'Invalid intent(s).')
    const session: Session = { id: `session-${++created}`, events: [], socket }
    sessions.set(session.id, session)
    sessionOf.set(socket, session)
    dispatchTo(session, 'READY', { v: 10, session_id: session.id, resume_gateway_url: `${server.url}/resume` })
  }

  function resume(socket: WebSocket, d: { token?: string; session_id?: string; seq?: number }): void {
    if (d.token !== token) return socket.close(4004, 'Authentication failed.')
    const session = sessions.get(d.session_id ?? '')
    if (!session) return send(socket, { op: 9, d: false })
    if (typeof d.seq !== 'number' || d.seq > session.events.length) return socket.close(4007, 'Invalid seq.')
    session.socket = socket
    sessionOf.set(socket, session)
    for (const event of session.events.slice(d.seq)) send(socket, event)
    dispatchTo(session, 'RESUMED', {})
  }

  const server = await startWsServer({
    onConnection(socket, request) {
      paths.push(request.url ?? '')
      send(socket, { op: 10, d: { heartbeat_interval: heartbeatMs } })
    },
    onMessage(frame, socket) {
      const { op, d } = JSON.parse(String(frame)) as Payload
      if (op === 1) return send(socket, { op: 11 })
      if (op === 2) return identify(socket, d as object)
      if (op === 6) return resume(socket, d as object)
      if (!sessionOf.has(socket)) return socket.close(4003, 'Not authenticated.')
      if (op !== 3 && op !== 4 && op !== 8) socket.close(4001, 'Unknown opcode.')
    },
    onClose(socket, { code }) {
      const session = sessionOf.get(socket)
      if (session?.socket !== socket) return
      session.socket = null
      // A client that closes with one of these ends its session.
      if (code === 1000 || code === 1001) sessions.delete(session.id)
    },
  })

  return {
    ...server,
    paths,
    get received() {
      return server.framesBySocket.map((frames) => frames.map((frame) => JSON.parse(String(frame)) as Payload))
    },
    get sessions() {
      return sessions.size
    },
    dispatch: (t, d) => sessions.forEach((session) => dispatchTo(session, t, d)),
    sendAll: (payload) => server.sockets.forEach((socket) => send(socket, payload)),
    forgetSessions: () => sessions.clear(),
    freeze: () => server.sockets.forEach((socket) => socket.pause()),
    closeWith: (code) => server.sockets.forEach((socket) => socket.close(code)),
  }
}
