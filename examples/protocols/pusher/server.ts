// A fake of Pusher Channels, protocol version 7, written from its documentation: connection_established, pings in both
// directions, public and private channels with signatures, client events, errors and the three ranges of close codes.
import { createHmac } from 'node:crypto'
import type { WebSocket } from 'ws'
import { startWsServer, type WsServer } from '../support/ws-server'

interface PusherEvent {
  readonly event: string
  readonly channel?: string
  readonly data?: unknown
}

interface Client {
  readonly socketId: string
  readonly channels: Set<string>
}

export interface PusherServer extends WsServer {
  /** Received events by socket. */
  readonly received: readonly (readonly PusherEvent[])[]
  /** What the application's own authorization endpoint does: signs a private channel for one socket. */
  sign(socketId: string, channel: string): string
  trigger(channel: string, event: string, data: unknown): void
  /** Sends `pusher:ping` to all sockets. */
  ping(): void
  /** Sends `pusher:error` to all sockets and closes them with its code. */
  closeWith(code: number): void
}

export interface PusherServerOptions {
  readonly key: string
  readonly secret: string
  /** Seconds without a frame after which a client should send a ping. */
  readonly activityTimeout: number
}

export async function startServer({ key, secret, activityTimeout }: PusherServerOptions): Promise<PusherServer> {
  const clients = new Map<WebSocket, Client>()
  let lastSocketId = 0

  const sign = (socketId: string, channel: string) =>
    `${key}:${createHmac('sha256', secret).update(`${socketId}:${channel}`).digest('hex')}`

  /** Data of server events is JSON inside of JSON. */
  const send = (socket: WebSocket, event: string, data: unknown, channel?: string) =>
    socket.send(JSON.stringify({ event, ...(channel !== undefined && { channel }), data: JSON.stringify(data) }))

  function refuse(socket: WebSocket, code: number, message: string): void {
    socket.send(JSON.stringify({ event: 'pusher:error', data: { code, message } }))
    socket.close(code)
  }

  function subscribe(socket: WebSocket, { socketId, channels }: Client, data: { channel: string; auth?: string }): void {
    const { channel, auth } = data
    const isPrivate = /^(private|presence)-/.test(channel)
    if (isPrivate && auth !== sign(socketId, channel))
      return socket.send(
        JSON.stringify({ event: 'pusher:subscription_error', channel, data: { type: 'AuthError', error: 'Invalid signature', status: 401 } }),
      )
    channels.add(channel)
    send(socket, 'pusher_internal:subscription_succeeded', {}, channel)
  }

  function relay(from: WebSocket, { event, channel = '', data }: PusherEvent): void {
    const mayTrigger = channel.startsWith('private-') && clients.get(from)!.channels.has(channel)
    if (!mayTrigger) return from.send(JSON.stringify({ event: 'pusher:error', data: { code: 4301, message: 'Client event rejected' } }))
    for (const [socket, { channels }] of clients) if (socket !== from && channels.has(channel)) send(socket, event, data, channel)
  }

  const server = await startWsServer({
    onConnection(socket, { url = '' }) {
      const { pathname, searchParams } = new URL(url, 'http://localhost')
      if (pathname !== `/app/${key}`) return refuse(socket, 4001, 'Application does not exist')
      if (searchParams.get('protocol') !== '7') return refuse(socket, 4007, 'Unsupported protocol version')
      const socketId = `${++lastSocketId}.${1000 + lastSocketId}`
      clients.set(socket, { socketId, channels: new Set() })
      send(socket, 'pusher:connection_established', { socket_id: socketId, activity_timeout: activityTimeout })
    },
    onMessage(frame, socket) {
      const message = JSON.parse(String(frame)) as PusherEvent
      const client = clients.get(socket)
      if (!client) return
      if (message.event === 'pusher:ping') return socket.send(JSON.stringify({ event: 'pusher:pong', data: {} }))
      if (message.event === 'pusher:subscribe') return subscribe(socket, client, message.data as { channel: string })
      if (message.event === 'pusher:unsubscribe') return void client.channels.delete((message.data as { channel: string }).channel)
      if (message.event.startsWith('client-')) relay(socket, message)
    },
    onClose: (socket) => clients.delete(socket),
  })

  return {
    ...server,
    get received() {
      return server.framesBySocket.map((frames) => frames.map((frame) => JSON.parse(String(frame)) as PusherEvent))
    },
    sign,
    trigger(channel, event, data) {
      for (const [socket, { channels }] of clients) if (channels.has(channel)) send(socket, event, data, channel)
    },
    ping: () => server.broadcast(JSON.stringify({ event: 'pusher:ping', data: {} })),
    closeWith: (code) => server.sockets.forEach((socket) => refuse(socket, code, 'closed by the test')),
  }
}
