import { createRegistry, type ConnectionRegistry } from 'websocket-store'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'

/** A registry whose connections use `ws` and retry after 10 ms. Disposed when the test ends. */
export function registryOverWs(): ConnectionRegistry {
  const registry = createRegistry({ defaults: { WebSocket, reconnect: { delay: () => 10 } } })
  onTestFinished(() => registry.dispose())
  return registry
}
