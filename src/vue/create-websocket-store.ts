import { hasInjectionContext, inject, type App, type InjectionKey } from 'vue'
import { createRegistry } from '../core/registry/registry'
import { getDefaultRegistry } from '../core/registry/default-registry'
import type { ConnectionRegistry } from '../core/vocabulary/registry'

// By name, so that the ESM and the CJS copy of this module agree.
const REGISTRY: InjectionKey<ConnectionRegistry> = Symbol.for('websocket-store/vue-registry')

export interface WebSocketStoreOptions {
  /** @default one of the plugin's own, disposed when the last application that uses it unmounts */
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
      if (options.registry) return // whoever made it decides when it ends
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

/** The given registry, else the application's, else the realm's. */
export function useRegistry(given: ConnectionRegistry | undefined): ConnectionRegistry {
  const provided = hasInjectionContext() ? inject(REGISTRY, null) : null
  return given ?? provided ?? getDefaultRegistry()
}
