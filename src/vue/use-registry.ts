import { hasInjectionContext, inject, type InjectionKey } from 'vue'
import { getDefaultRegistry } from '../core/registry/default-registry'
import type { ConnectionRegistry } from '../core/vocabulary/registry'

// By name, so that the ESM and the CJS copy of this module agree.
export const REGISTRY: InjectionKey<ConnectionRegistry> = Symbol.for('websocket-store/vue-registry')

/** The registry that the composables of this component use: the given one, else that of the application, else the default one. */
export function useRegistry(given?: ConnectionRegistry): ConnectionRegistry {
  const provided = hasInjectionContext() ? inject(REGISTRY, null) : null
  return given ?? provided ?? getDefaultRegistry()
}
