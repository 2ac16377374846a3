import { createContext, useContext } from 'react'
import { getDefaultRegistry } from '../core/registry/default-registry'
import type { ConnectionRegistry } from '../core/vocabulary/registry'

export const RegistryContext = /* @__PURE__ */ createContext<ConnectionRegistry | null>(null)

/** The given registry, else the provider's, else the default one. */
export function useRegistry(given: ConnectionRegistry | undefined): ConnectionRegistry {
  const provided = useContext(RegistryContext)
  return given ?? provided ?? getDefaultRegistry()
}
