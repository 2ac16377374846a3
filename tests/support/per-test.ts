import { onTestFinished, vi } from 'vitest'
import { createConnection } from 'websocket-store'
import type { Connection, ConnectionOptions, ConnectionUrl, RawIncoming, WireData } from 'websocket-store'
import { WebSocket } from 'ws'
import { startRawServer, type RawLine, type RawServer, type RawServerOptions } from './raw-server'
import { typed } from './typed'
import { startServer, type ServerOptions, type TestServer } from './ws-server'

// The servers are real, and the machine may be busy.
vi.setConfig({ testTimeout: 20_000 })

/** Starts a server that stops when the test ends. */
export async function serve(options?: ServerOptions): Promise<TestServer> {
  const server = await startServer(options)
  onTestFinished(() => server.stop())
  return server
}

export async function serveRaw(behave: (line: RawLine) => unknown, options?: RawServerOptions): Promise<RawServer> {
  const server = await startRawServer(behave, options)
  onTestFinished(() => server.stop())
  return server
}

/** A connection over `ws` that is disposed when the test ends. By default it retries after 10 ms. */
export function connectTo<In = RawIncoming, Out = WireData>(
  url: ConnectionUrl,
  options: ConnectionOptions<In, Out> = {},
): Connection<In, Out> {
  const connection = createConnection(url, typed<In, Out, object>({ WebSocket, reconnect: { delay: () => 10 }, ...options }))
  onTestFinished(() => connection.dispose())
  return connection
}
