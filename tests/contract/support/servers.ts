import type { WebSocketConstructor } from 'websocket-store'
import { WebSocket } from 'ws'
import { SocketInPage, startServerInPage, type ServerInPage } from '../../support/kit-server'
import { startServer } from '../../support/ws-server'

/** As much of a server as the tests need. */
export interface Wire extends Pick<ServerInPage, 'url' | 'opened' | 'alive' | 'down' | 'up' | 'stop' | 'closeAll'> {
  /** All text that was ever received, in order. */
  readonly received: readonly string[]
  send(...messages: string[]): void
  /** Cuts every socket without a close frame. */
  cut(): void
}

export interface WireKind {
  readonly name: string
  readonly WebSocket: WebSocketConstructor
  start(): Promise<Wire>
}

const wireOf = (server: ServerInPage): Wire => ({
  ...server,
  get opened() {
    return server.opened
  },
  get alive() {
    return server.alive
  },
  get received() {
    return server.messages.map(String)
  },
  send: (...messages) => messages.forEach(server.broadcast),
  cut: server.terminateAll,
})

export const wireKinds: readonly WireKind[] = [
  { name: 'the testing kit', WebSocket: SocketInPage, start: async () => wireOf(startServerInPage({ echo: false })) },
  { name: 'ws', WebSocket, start: async () => wireOf(await startServer({ echo: false })) },
]
