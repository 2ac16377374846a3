// The real server of the npm package `y-websocket` 2.1.
import type { IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import type { WebSocket } from 'ws'
import type { Doc } from 'yjs'
import { startWsServer, type WsServer } from '../support/ws-server'

interface Utils {
  setupWSConnection(socket: WebSocket, request: IncomingMessage): void
  readonly docs: ReadonlyMap<string, Doc>
}

// The package has no types for this file, which is CommonJS and so brings its own copy of `yjs`: server and client share
// bytes only.
const { setupWSConnection, docs } = createRequire(import.meta.url)('y-websocket/bin/utils') as Utils

export interface YjsServer extends WsServer {
  /** The server's copy of a document. */
  docOf(room: string): Doc | undefined
}

export async function startServer(): Promise<YjsServer> {
  const server = await startWsServer({ onConnection: setupWSConnection })
  return { ...server, docOf: (room) => docs.get(room) }
}
