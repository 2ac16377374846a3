import { createRegistry, json, recovery, type ConnectionOptions, type ConnectionRegistry } from 'websocket-store'
import { createChatServer } from './chat-server'
import type { FromServer, ToServer } from './protocol'

const DOWN_MS = 3000

const options = {
  codec: json<FromServer, ToServer>(),
  reconnect: { minDelayMs: 1500, maxDelayMs: 4000, stableAfterMs: 1000 },
  // So that both rooms are there when the reader goes from one to the other and back.
  lingerMs: 60_000,
  channels: {
    subscribe: (room, after = 0) => ({ type: 'join', room, after }),
    unsubscribe: (room) => ({ type: 'leave', room }),
    route: (message) => (message.type === 'message' ? message.room : undefined),
    ackOf: (message) => (message.type === 'joined' ? message.room : undefined),
    positionOf: (message: FromServer) => (message.type === 'message' ? message.id : undefined),
    recovery: recovery<FromServer, number>({
      verdictOf: (ack) => (ack.type === 'joined' && ack.isResumed ? 'resumed' : 'gap'),
    }),
    history: 100,
  },
} satisfies ConnectionOptions<FromServer, ToServer, number>

export interface ChatDemo {
  readonly url: string
  readonly options: typeof options & { readonly registry: ConnectionRegistry }
  cut(): void
  restart(): void
  dispose(): void
}

export function createChatDemo(): ChatDemo {
  const { server, stop } = createChatServer(() => typeof document !== 'undefined' && document.hidden)
  const registry = createRegistry({ defaults: { WebSocket: server.WebSocket } })
  return {
    url: server.url,
    options: { ...options, registry },
    cut: server.cut,
    restart: () => void server.restart({ downMs: DOWN_MS, code: 1001 }),
    dispose() {
      registry.dispose()
      stop()
    },
  }
}
