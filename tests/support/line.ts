import type { WebSocketConstructor } from 'websocket-store'
import { createTestServer, type TestServer, type TestServerOptions } from 'websocket-store/testing'

let lines = 0

/** A test server with a unique url, and shorthands. */
export interface Line extends TestServer {
  readonly options: { readonly WebSocket: WebSocketConstructor }
  /** Waits until a client is connected and has noticed it. */
  open(): Promise<void>
  /** Sends messages, and waits until they have arrived. */
  say(...messages: string[]): Promise<void>
}

export function createLine(options?: TestServerOptions): Line {
  const server = createTestServer({ url: `ws://line-${++lines}.test/`, ...options })
  return Object.assign(server, {
    options: { WebSocket: server.WebSocket },
    async open() {
      await server.connected()
      await server.settled()
    },
    async say(...messages: string[]) {
      for (const message of messages) server.send(message)
      await server.settled()
    },
  })
}
