import { onTestFinished } from 'vitest'
import { createRegistry, type ConnectionRegistry, type RegistryOptions } from 'websocket-store'
import { createTestServer, type TestServerOptions } from 'websocket-store/testing'
import { createSession } from '../../../src/devtools/model/session'
import type { Session } from '../../../src/devtools/model/types'

export interface RecordedServer {
  readonly registry: ConnectionRegistry
  readonly server: ReturnType<typeof createTestServer>
  readonly session: Session
}

/** A registry over a test server, and a session that records its frames. */
export function createRecordedServer(defaults: RegistryOptions['defaults'] = {}, options: TestServerOptions = {}): RecordedServer {
  const server = createTestServer(options)
  const registry = createRegistry({ defaults: { WebSocket: server.WebSocket, ...defaults } })
  const session = createSession(registry)
  session.setRecording(true)
  onTestFinished(() => {
    session.dispose()
    registry.dispose()
    server.stop()
  })
  return { registry, server, session }
}
