// A fake, written from "Writing a Channels Client" of the Phoenix guides and its serializer version 2: joins and their
// references, replies, leave and close, a crash of a channel, broadcasts, the heartbeat, and a second join of a topic on the
// same socket, which closes the first. It drops messages of a join that is not in force.
import type { WebSocket } from 'ws'
import { startWsServer, type WsServer } from '../support/ws-server'
import type { PhoenixMessage } from './client'

export interface PhoenixServer extends Omit<WsServer, 'broadcast'> {
  /** The messages of each socket. */
  readonly messages: readonly PhoenixMessage[][]
  broadcast(topic: string, event: string, payload: unknown): void
  /** The process of the channel ends with an error. */
  crash(topic: string): void
  /** The server ends the channel in order. */
  end(topic: string): void
  /** The sockets that have joined a topic now. */
  joined(topic: string): number
}

export interface PhoenixServerSettings {
  /** Closes a socket that was silent for so long. @default 60_000 */
  readonly timeoutMs?: number
}

export async function startServer({ timeoutMs = 60_000 }: PhoenixServerSettings = {}): Promise<PhoenixServer> {
  const messages: PhoenixMessage[][] = []
  const ofSocket = new Map<WebSocket, { received: PhoenixMessage[]; joins: Map<string, string>; silence?: NodeJS.Timeout }>()

  const send = (socket: WebSocket, message: PhoenixMessage) => socket.send(JSON.stringify(message))

  function receive(socket: WebSocket, [joinRef, ref, topic, event, payload]: PhoenixMessage): void {
    const { joins } = ofSocket.get(socket)!
    const reply = (status: 'ok' | 'error', response: unknown) => send(socket, [joinRef, ref, topic, 'phx_reply', { status, response }])
    if (topic === 'phoenix') return reply('ok', {})
    const current = joins.get(topic)
    if (event === 'phx_join') {
      if (topic.startsWith('secret:')) return reply('error', { reason: 'unauthorized' })
      if (current !== undefined) send(socket, [current, current, topic, 'phx_close', {}])
      joins.set(topic, joinRef!)
      return reply('ok', {})
    }
    if (current === undefined) return reply('error', { reason: 'unmatched topic' })
    if (joinRef !== current) return
    if (event === 'phx_leave') {
      joins.delete(topic)
      reply('ok', {})
      return send(socket, [joinRef, joinRef, topic, 'phx_close', {}])
    }
    if (event === 'shout') {
      broadcast(topic, 'shout', payload)
      reply('ok', { heard: true })
    } else reply('error', { reason: `unknown event ${event}` })
  }

  function broadcast(topic: string, event: string, payload: unknown): void {
    for (const [socket, { joins }] of ofSocket) if (joins.has(topic)) send(socket, [null, null, topic, event, payload])
  }

  /** Sends an event of the protocol to all sockets that joined, and forgets their joins. */
  function leave(topic: string, event: string): void {
    for (const [socket, { joins }] of ofSocket) {
      const ref = joins.get(topic)
      if (ref !== undefined && joins.delete(topic)) send(socket, [ref, ref, topic, event, {}])
    }
  }

  function restartTimer(socket: WebSocket): void {
    const state = ofSocket.get(socket)!
    clearTimeout(state.silence)
    state.silence = setTimeout(() => socket.close(1000), timeoutMs)
  }

  const server = await startWsServer({
    onConnection(socket, request) {
      if (!request.url?.includes('vsn=2.0.0')) return socket.close(1008)
      const received: PhoenixMessage[] = []
      messages.push(received)
      ofSocket.set(socket, { received, joins: new Map() })
      restartTimer(socket)
    },
    onMessage(frame, socket) {
      restartTimer(socket)
      const message = JSON.parse(String(frame)) as PhoenixMessage
      ofSocket.get(socket)!.received.push(message)
      receive(socket, message)
    },
    onClose(socket) {
      clearTimeout(ofSocket.get(socket)?.silence)
      ofSocket.delete(socket)
    },
  })
  return {
    ...server,
    url: `${server.url}/socket/websocket?vsn=2.0.0`,
    messages,
    broadcast,
    crash: (topic) => leave(topic, 'phx_error'),
    end: (topic) => leave(topic, 'phx_close'),
    joined: (topic) => [...ofSocket.values()].filter(({ joins }) => joins.has(topic)).length,
  }
}
