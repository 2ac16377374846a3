import { onTestFinished, vi } from 'vitest'
import { createConnection } from 'websocket-store'
import type { Connection, ConnectionOptions, ConnectionUrl, RawIncoming, WireData } from 'websocket-store'
import { WebSocket } from 'ws'
import { startRawServer, type RawLine, type RawServer, type RawServerOptions } from './raw-server'
import { typed } from './typed'
import { startServer, type ServerOptions, type TestServer } from './ws-server'

// Real servers on a machine that may be busy with other things.
vi.setConfig({ testTimeout: 20_000 })

/** A server for the test that is running. */
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

/** A connection over `ws` that ends with the test, and retries soon unless told otherwise. */
export function connectTo<In = RawIncoming, Out = WireData>(
  url: ConnectionUrl,
  options: ConnectionOptions<In, Out> = {},
): Connection<In, Out> {
  const connection = createConnection(url, typed<In, Out, object>({ WebSocket, reconnect: { delay: () => 10 }, ...options }))
  onTestFinished(() => connection.dispose())
  return connection
}
