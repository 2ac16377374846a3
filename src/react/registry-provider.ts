import { createContext, createElement, useContext, type ReactNode } from 'react'
import { getDefaultRegistry } from '../core/registry/default-registry'
import type { ConnectionRegistry } from '../core/vocabulary/registry'

const RegistryContext = /* @__PURE__ */ createContext<ConnectionRegistry | null>(null)

export interface RegistryProviderProps {
  registry: ConnectionRegistry
  children?: ReactNode
}

/** Scopes sharing to the components below: one registry for a test, a tenant or an application. Optional. */
export function RegistryProvider({ registry, children }: RegistryProviderProps): ReactNode {
  return createElement(RegistryContext.Provider, { value: registry }, children)
}

/** The given registry, else the provider's, else the realm's. */
export function useRegistry(given: ConnectionRegistry | undefined): ConnectionRegistry {
  const provided = useContext(RegistryContext)
  return given ?? provided ?? getDefaultRegistry()
}
