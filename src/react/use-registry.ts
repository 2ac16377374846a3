import { createContext, useContext } from 'react'
import { getDefaultRegistry } from '../core/registry/default-registry'
import type { ConnectionRegistry } from '../core/vocabulary/registry'

export const RegistryContext = /* @__PURE__ */ createContext<ConnectionRegistry | null>(null)

/** The registry that the hooks of this component use: the given one, else that of the nearest `RegistryProvider`, else the default one. */
export function useRegistry(given?: ConnectionRegistry): ConnectionRegistry {
  const provided = useContext(RegistryContext)
  return given ?? provided ?? getDefaultRegistry()
}
