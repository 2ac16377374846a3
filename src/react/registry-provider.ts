import { createElement, type ReactNode } from 'react'
import type { ConnectionRegistry } from '../core/vocabulary/registry'
import { RegistryContext } from './use-registry'

export interface RegistryProviderProps {
  registry: ConnectionRegistry
  children?: ReactNode
}

/** Scopes sharing to the components below: one registry for a test, a tenant or an application. Optional. */
export function RegistryProvider({ registry, children }: RegistryProviderProps): ReactNode {
  return createElement(RegistryContext.Provider, { value: registry }, children)
}
