import type { App } from 'vue'
import { createRegistry } from '../core/registry/registry'
import type { ConnectionRegistry } from '../core/vocabulary/registry'
import { REGISTRY } from './use-registry'

export interface WebSocketStoreOptions {
  /** @default a new one, disposed when the last application that uses it unmounts */
  registry?: ConnectionRegistry
}

/** A Vue plugin. */
export interface WebSocketStore {
  readonly registry: ConnectionRegistry
  install(app: App): void
}

/** Scopes sharing to one application: `app.use(createWebSocketStore())`. Optional. */
export function createWebSocketStore(options: WebSocketStoreOptions = {}): WebSocketStore {
  const registry = options.registry ?? createRegistry()
  let apps = 0
  return {
    registry,
    install(app) {
      app.provide(REGISTRY, registry)
      if (options.registry) return // its creator disposes of it
      const { unmount } = app
      let held = 1 // by this application, which may be unmounted twice
      apps++
      app.unmount = () => {
        unmount()
        apps -= held
        held = 0
        if (apps === 0) registry.dispose()
      }
    },
  }
}
