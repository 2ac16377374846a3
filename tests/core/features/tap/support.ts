import { onTestFinished } from 'vitest'
import { createRegistry, tap, type ConnectionRegistry, type RegistryOptions, type TapEvent } from 'websocket-store'
import { createTestServer, type TestServerOptions } from 'websocket-store/testing'

export interface Tapped {
  readonly registry: ConnectionRegistry
  readonly server: ReturnType<typeof createTestServer>
  readonly events: readonly TapEvent[]
  of<T extends TapEvent['type']>(type: T): Extract<TapEvent, { type: T }>[]
  stop(): void
}

/** A registry over a test server, and all events of its tap. */
export function tapped(defaults: RegistryOptions['defaults'] = {}, serverOptions: TestServerOptions = {}): Tapped {
  const server = createTestServer(serverOptions)
  const registry = createRegistry({ defaults: { WebSocket: server.WebSocket, ...defaults } })
  const events: TapEvent[] = []
  const stop = tap(registry, (event) => void events.push(event))
  onTestFinished(() => {
    stop()
    registry.dispose()
    server.stop()
  })
  return {
    registry,
    server,
    events,
    of: <T extends TapEvent['type']>(type: T) => events.filter((event): event is Extract<TapEvent, { type: T }> => event.type === type),
    stop,
  }
}
