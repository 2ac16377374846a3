import { onTestFinished } from 'vitest'
import { createRegistry } from 'websocket-store'
import type { ConnectionOptions } from 'websocket-store'
import { WebSocket } from 'ws'
import type { AnyConnection } from '../../../src/core/vocabulary/tap'
import { createActions } from '../../../src/devtools/actions/actions'
import { onAction, type ActionEvent } from '../../../src/devtools/actions/notes'
import { startServer, type ServerOptions } from '../../support/ws-server'
import { untilPhase } from '../../support/wait-for'

type Options = ConnectionOptions<unknown, unknown>

/** A real server, a registry with an open connection to it, and the actions of the registry. */
export async function setUp(options: Options = {}, serverOptions: ServerOptions = {}) {
  const server = await startServer(serverOptions)
  const registry = createRegistry({ defaults: { WebSocket, reconnect: { delay: () => 20 } } as Partial<Options> })
  const actions = createActions(registry)
  onTestFinished(async () => {
    actions.dispose()
    registry.dispose()
    await server.stop()
  })
  const connect = (url = server.url, own: Options = {}) => {
    const connection = registry.connection(url, own as never) as unknown as AnyConnection
    // What fails on purpose needs no warning.
    connection.on('error', () => {})
    connection.connect()
    return connection
  }
  const connection = connect(server.url, options)
  const received: unknown[] = []
  connection.onMessage((message) => void received.push(message))
  await untilPhase(connection, 'open')
  const closes: { code: number; wasClean: boolean }[] = []
  connection.on('close', ({ code, wasClean }) => void closes.push({ code, wasClean }))
  return { server, registry, actions, connection, connect, received, closes }
}

/** All action events until the test ends. */
export function recordActions(): ActionEvent[] {
  const events: ActionEvent[] = []
  onTestFinished(onAction((event) => void events.push(event)))
  return events
}
