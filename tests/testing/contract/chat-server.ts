import type { WebSocket } from 'ws'
import { json, recovery, type ChannelProtocol } from 'websocket-store'
import { serve } from '../../support/per-test'
import type { ServerOptions } from '../../support/ws-server'

export interface ToServer {
  readonly type: 'echo' | 'subscribe'
  readonly n?: number
  readonly key?: string
  readonly since?: number
  readonly filler?: string
}
export interface FromServer {
  readonly type: 'echo' | 'subscribed' | 'published'
  readonly n?: number
  readonly key?: string
  readonly recovery?: 'fresh' | 'resumed' | 'gap'
  readonly position?: number
}

export const codec = json<FromServer, ToServer>()
export const echo = {
  message: (n: number, bytes: number): ToServer => ({ type: 'echo', n, filler: 'x'.repeat(bytes) }),
  isEcho: (reply: FromServer, n: number) => reply.type === 'echo' && reply.n === n,
}
export const channels: ChannelProtocol<FromServer, ToServer, number> = {
  subscribe: (key, since) => ({ type: 'subscribe', key, ...(since !== undefined && { since }) }),
  route: ({ type, key }) => (type === 'published' ? key : undefined),
  ackOf: ({ type, key }) => (type === 'subscribed' ? key : undefined),
  positionOf: ({ position }) => position,
  recovery: recovery({ verdictOf: (ack) => ack.recovery }),
}

export interface ChatServerOptions extends Pick<ServerOptions, 'protocols' | 'refuse'> {
  /** Answers to one message; the default answers it once. */
  onEcho?(message: ToServer, send: (message: FromServer) => void): void
  /** What the server says to a subscriber that continues, and what it sends of the published messages after its position. */
  onContinue?(missed: readonly FromServer[]): { verdict: FromServer['recovery']; messages: readonly FromServer[] }
  onConnection?(socket: WebSocket, number: number, path: string): void
  /** The answer to a ping; null for none. */
  pong?: string | null
  confirms?(connection: number): boolean
  restartCode?: number
}

/** A server as a user may have it: an echo, pings, channels with a history, tokens. Each option breaks a part of it. */
export async function serveChat(options: ChatServerOptions = {}) {
  const { pong = 'pong', onEcho = (message, send) => send({ type: 'echo', n: message.n! }), restartCode = 1012 } = options
  const { onContinue = (missed) => ({ verdict: 'resumed', messages: missed }), confirms = () => true } = options
  const history: FromServer[] = []
  const subscribers = new Set<WebSocket>()
  const numbers = new Map<WebSocket, number>()
  const send = (socket: WebSocket, message: FromServer) => socket.send(JSON.stringify(message))

  function subscribe(socket: WebSocket, { key, since }: ToServer): void {
    if (!confirms(numbers.get(socket)!)) return
    const missed = since === undefined ? [] : history.slice(since)
    const { verdict, messages } = since === undefined ? { verdict: 'fresh' as const, messages: [] } : onContinue(missed)
    send(socket, { type: 'subscribed', key: key!, recovery: verdict! })
    for (const each of messages) send(socket, each)
    subscribers.add(socket)
  }

  const server = await serve({
    ...(options.protocols && { protocols: options.protocols }),
    ...(options.refuse && { refuse: options.refuse }),
    onConnection(socket, request) {
      numbers.set(socket, numbers.size + 1)
      socket.on('close', () => subscribers.delete(socket))
      if (request.url?.includes('token=bad')) socket.close(4401, 'bad token')
      options.onConnection?.(socket, numbers.size, request.url ?? '')
    },
    onMessage(data, socket) {
      if (data === 'ping') return void (pong !== null && socket.send(pong))
      const message = JSON.parse(String(data)) as ToServer
      if (message.type === 'subscribe') subscribe(socket, message)
      else onEcho(message, (reply) => send(socket, reply))
    },
  })

  return {
    server,
    url: `${server.url}/`,
    publish(n: number): void {
      const message: FromServer = { type: 'published', key: 'news', n, position: history.length + 1 }
      history.push(message)
      for (const socket of subscribers) send(socket, message)
    },
    async restart(): Promise<void> {
      server.closeAll(restartCode)
      await new Promise((resolve) => setTimeout(resolve, 50))
      await server.down()
      await server.up()
    },
  }
}

/** The channel that `serveChat` publishes in. */
export const newsOf = ({ publish }: { publish(n: number): void }) => ({
  key: 'news',
  publish,
  isPublished: ({ type, n: given }: FromServer, n: number) => type === 'published' && given === n,
})
