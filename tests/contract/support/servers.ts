import { Server as MockServer, WebSocket as MockWebSocket } from 'mock-socket'
import type { WebSocketConstructor } from 'websocket-store'
import { WebSocket } from 'ws'
import { startServer } from '../../support/ws-server'

/** As much of a server as both kinds have. */
export interface Wire {
  readonly url: string
  /** Sockets that were ever opened. */
  readonly opened: number
  readonly alive: number
  /** All text that was ever received, in order. */
  readonly received: readonly string[]
  send(...messages: string[]): void
  closeAll(code?: number, reason?: string): void
  /** Cuts every socket without a close frame. */
  cut(): void
  /** Cuts every socket, and refuses dials until `up()`. */
  down(): Promise<void>
  up(): Promise<void>
  stop(): Promise<void>
}

export interface WireKind {
  readonly name: string
  readonly WebSocket: WebSocketConstructor
  start(): Promise<Wire>
}

let mocks = 0

async function startMock(): Promise<Wire> {
  const url = `ws://mock-${++mocks}.test/`
  const received: string[] = []
  let opened = 0
  let server: MockServer | null = null

  function up(): void {
    server ??= new MockServer(url, { mock: false })
    server.on('connection', (client) => {
      opened++
      client.on('message', (message) => received.push(String(message)))
    })
  }
  async function down(): Promise<void> {
    server?.close({ code: 1006, reason: '', wasClean: false })
    server = null
  }
  const clients = () => server?.clients() ?? []

  up()
  return {
    url,
    received,
    get opened() {
      return opened
    },
    get alive() {
      return clients().filter((client) => client.readyState === MockWebSocket.OPEN).length
    },
    send(...messages) {
      for (const message of messages) for (const client of clients()) client.send(message)
    },
    closeAll(code = 1000, reason = '') {
      for (const client of [...clients()]) client.close({ code, reason, wasClean: true })
    },
    cut() {
      for (const client of [...clients()]) client.close({ code: 1006, reason: '', wasClean: false })
    },
    down,
    up: async () => up(),
    stop: down,
  }
}

async function startReal(): Promise<Wire> {
  const server = await startServer({ echo: false })
  return {
    url: server.url,
    get opened() {
      return server.opened
    },
    get alive() {
      return server.alive
    },
    get received() {
      return server.messages.map(String)
    },
    send: (...messages) => messages.forEach((message) => server.broadcast(message)),
    closeAll: (code, reason) => server.closeAll(code, reason),
    cut: () => server.terminateAll(),
    down: () => server.down(),
    up: () => server.up(),
    stop: () => server.stop(),
  }
}

export const wireKinds: readonly WireKind[] = [
  { name: 'mock-socket', WebSocket: MockWebSocket as unknown as WebSocketConstructor, start: startMock },
  { name: 'ws', WebSocket, start: startReal },
]
