// A fake, written from the specification of SignalR's hub protocol (TransportProtocols.md and HubProtocol.md of ASP.NET
// Core): the handshake, the JSON encoding with its record separator, invocations in both directions, streams and their
// cancellation, pings, and the Close message. Without negotiation, as with `skipNegotiation`.
import type { WebSocket } from 'ws'
import { startWsServer, type WsServer } from '../support/ws-server'

const SEPARATOR = '\u001E'

type HubMessage = Readonly<Record<string, unknown>>

export interface SignalrServer extends WsServer {
  /** The records of each socket, the handshake first. */
  readonly records: readonly HubMessage[][]
  /** Calls a method on all clients. With an id their results arrive as records. */
  invoke(target: string, args: readonly unknown[], invocationId?: string): void
  /** Sends records as one text, cut at this position: half a record per frame, or several records in one. */
  sendCut(messages: readonly HubMessage[], at: number): void
  /** Sends the Close message, then closes the sockets. */
  closeAll(options: { readonly error?: string; readonly allowReconnect?: boolean }): void
}

export interface SignalrServerSettings {
  /** Pings the clients. @default 15_000 */
  readonly keepAliveMs?: number
  /** Closes a socket that was silent for so long. @default 30_000 */
  readonly clientTimeoutMs?: number
}

const encode = (message: HubMessage): string => JSON.stringify(message) + SEPARATOR

export async function startServer({ keepAliveMs = 15_000, clientTimeoutMs = 30_000 }: SignalrServerSettings = {}): Promise<SignalrServer> {
  const records: HubMessage[][] = []
  const recordsOf = new Map<WebSocket, HubMessage[]>()
  const streams = new Map<WebSocket, Map<string, NodeJS.Timeout>>()
  const lastHeard = new Map<WebSocket, number>()
  const ready = new Set<WebSocket>()
  const rest = new Map<WebSocket, string>()

  const send = (socket: WebSocket, message: HubMessage) => socket.send(encode(message))

  function stop(socket: WebSocket, id: string): void {
    clearInterval(streams.get(socket)?.get(id))
    streams.get(socket)?.delete(id)
  }

  /** Completes without a result, as a stream does that ended or was cancelled. */
  function complete(socket: WebSocket, invocationId: string): void {
    stop(socket, invocationId)
    send(socket, { type: 3, invocationId })
  }

  function startStream(socket: WebSocket, invocationId: string, [count = Infinity]: readonly number[]): void {
    let item = 0
    const timer = setInterval(() => {
      if (item < count) send(socket, { type: 2, invocationId, item: ++item })
      else complete(socket, invocationId)
    }, 2)
    streams.get(socket)?.set(invocationId, timer)
  }

  function receive(socket: WebSocket, message: HubMessage): void {
    recordsOf.get(socket)?.push(message)
    if (!ready.has(socket)) {
      if (message['protocol'] !== 'json' || message['version'] !== 1) {
        send(socket, { error: `The protocol '${String(message['protocol'])}' is not supported.` })
        return socket.close()
      }
      ready.add(socket)
      return socket.send(`{}${SEPARATOR}`)
    }
    const invocationId = message['invocationId'] as string
    const args = message['arguments'] as number[]
    if (message['type'] === 4) return startStream(socket, invocationId, args)
    if (message['type'] === 5 && streams.get(socket)?.has(invocationId)) return complete(socket, invocationId)
    if (message['type'] !== 1 || invocationId === undefined) return
    if (message['target'] === 'Add') send(socket, { type: 3, invocationId, result: args[0]! + args[1]! })
    else send(socket, { type: 3, invocationId, error: `Unknown hub method '${String(message['target'])}'` })
  }

  const server = await startWsServer({
    onConnection(socket) {
      const received: HubMessage[] = []
      records.push(received)
      recordsOf.set(socket, received)
      streams.set(socket, new Map())
      lastHeard.set(socket, Date.now())
    },
    onMessage(frame, socket) {
      lastHeard.set(socket, Date.now())
      const parts = ((rest.get(socket) ?? '') + String(frame)).split(SEPARATOR)
      rest.set(socket, parts.pop()!)
      for (const part of parts) receive(socket, JSON.parse(part) as HubMessage)
    },
    onClose(socket) {
      for (const id of streams.get(socket)!.keys()) stop(socket, id)
      ready.delete(socket)
    },
  })
  const timer = setInterval(() => {
    for (const socket of ready) {
      if (Date.now() - lastHeard.get(socket)! < clientTimeoutMs) send(socket, { type: 6 })
      else socket.close()
    }
  }, keepAliveMs)

  return {
    ...server,
    records,
    invoke: (target, args, invocationId) =>
      ready.forEach((socket) => send(socket, { type: 1, target, arguments: args, ...(invocationId !== undefined && { invocationId }) })),
    sendCut(messages, at) {
      const text = messages.map(encode).join('')
      server.broadcast(text.slice(0, at))
      server.broadcast(text.slice(at))
    },
    closeAll(options) {
      for (const socket of ready) {
        send(socket, { type: 7, ...options })
        socket.close(1000)
      }
    },
    close() {
      clearInterval(timer)
      return server.close()
    },
  }
}
