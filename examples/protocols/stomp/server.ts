// A fake, written from the STOMP 1.2 specification: CONNECT and CONNECTED, heartbeats in both directions, SUBSCRIBE,
// UNSUBSCRIBE, SEND and MESSAGE, receipts, DISCONNECT, and ERROR, after which it closes (the specification names no close code;
// here it is 1002). A heartbeat that does not come within twice its time breaks the socket.
import type { WebSocket } from 'ws'
import { startWsServer, type WsServer } from '../support/ws-server'
import { decodeFrame, encodeFrame, type StompFrame } from './frame'

export interface StompServer extends WsServer {
  /** The frames of each socket; a heartbeat is null. */
  readonly received: readonly (StompFrame | null)[][]
  /** The receipts that it sent. */
  readonly receipts: readonly string[]
  /** Neither sends heartbeats nor waits for any, as a frozen server. */
  freeze(): void
  /** Handles frames later: their receipts wait until the returned function is called. */
  holdReceipts(): () => void
}

export interface StompServerSettings {
  readonly passcode?: string
  /** How often it can send a heartbeat, and wants one. @default 10_000 */
  readonly heartbeatMs?: number
}

interface Session {
  readonly frames: (StompFrame | null)[]
  readonly destinations: Map<string, string>
  isConnected: boolean
  sends?: NodeJS.Timeout
  expects?: NodeJS.Timeout
  expectedMs: number
}

export async function startServer({ passcode, heartbeatMs = 10_000 }: StompServerSettings = {}): Promise<StompServer> {
  const received: (StompFrame | null)[][] = []
  const receipts: string[] = []
  const sessions = new Map<WebSocket, Session>()
  let messages = 0
  let isFrozen = false
  let held: (() => void)[] | null = null

  const send = (socket: WebSocket, command: string, headers: Record<string, string>, body = '') =>
    socket.send(encodeFrame({ command, headers, body }))

  function fail(socket: WebSocket, message: string, { headers }: StompFrame): void {
    const { receipt } = headers
    send(socket, 'ERROR', { message, ...(receipt !== undefined && { 'receipt-id': receipt }) })
    socket.close(1002)
  }

  function connect(socket: WebSocket, session: Session, frame: StompFrame): void {
    const { headers } = frame
    if (!headers['accept-version']?.split(',').includes('1.2')) return fail(socket, 'unsupported version', frame)
    if (passcode !== undefined && headers['passcode'] !== passcode) return fail(socket, 'bad passcode', frame)
    session.isConnected = true
    const [canSend = 0, wants = 0] = (headers['heart-beat'] ?? '0,0').split(',').map(Number)
    send(socket, 'CONNECTED', { version: '1.2', 'heart-beat': `${heartbeatMs},${heartbeatMs}` })
    if (wants && heartbeatMs) session.sends = setInterval(() => isFrozen || socket.send('\n'), Math.max(wants, heartbeatMs))
    if (canSend && heartbeatMs) session.expectedMs = Math.max(canSend, heartbeatMs) * 2
  }

  function deliver(destination: string, body: string): void {
    for (const [socket, { destinations }] of sessions)
      for (const [subscription, each] of destinations)
        if (each === destination) send(socket, 'MESSAGE', { subscription, 'message-id': String(++messages), destination }, body)
  }

  function receive(socket: WebSocket, session: Session, frame: StompFrame): void {
    const { command, headers, body } = frame
    if (!session.isConnected) return command === 'CONNECT' ? connect(socket, session, frame) : fail(socket, 'not connected', frame)
    const { id = '', destination = '', receipt } = headers
    if (destination.startsWith('/secret/')) return fail(socket, 'access refused', frame)
    if (command === 'SUBSCRIBE' && session.destinations.has(id)) return fail(socket, 'duplicate subscription', frame)
    if (command === 'SUBSCRIBE') session.destinations.set(id, destination)
    if (command === 'UNSUBSCRIBE') session.destinations.delete(id)
    if (command === 'SEND') deliver(destination, body)
    if (receipt === undefined) return
    const confirm = () => {
      receipts.push(receipt)
      send(socket, 'RECEIPT', { 'receipt-id': receipt })
    }
    if (held) held.push(confirm)
    else confirm()
  }

  function freeze(): void {
    isFrozen = true
    for (const { expects } of sessions.values()) clearTimeout(expects)
  }

  function holdReceipts(): () => void {
    const waiting: (() => void)[] = (held = [])
    return () => {
      held = null
      waiting.forEach((confirm) => confirm())
    }
  }

  const server = await startWsServer({
    protocols: ['v12.stomp'],
    onConnection(socket) {
      const frames: (StompFrame | null)[] = []
      received.push(frames)
      sessions.set(socket, { frames, destinations: new Map(), isConnected: false, expectedMs: 0 })
    },
    onMessage(data, socket) {
      const session = sessions.get(socket)!
      const frame = data === '\n' ? null : decodeFrame(String(data))
      session.frames.push(frame)
      if (frame) receive(socket, session, frame)
      clearTimeout(session.expects)
      if (session.expectedMs && !isFrozen) session.expects = setTimeout(() => socket.terminate(), session.expectedMs)
    },
    onClose(socket) {
      clearInterval(sessions.get(socket)?.sends)
      clearTimeout(sessions.get(socket)?.expects)
      sessions.delete(socket)
    },
  })
  return { ...server, received, receipts, freeze, holdReceipts }
}
