import { useInsertionEffect } from 'react'
import { requestKey, updateRequest, type ConnectionRequest } from '../core/binding/connection-request'
import type { Connection } from '../core/vocabulary/connection'
import type { ConnectionRegistry } from '../core/vocabulary/registry'
import { useRegistry } from './use-registry'
import { useMadeFor } from './use-made-for'

/** A connection, and the holder of this component's options for it. */
export interface Acquired<In, Out> {
  readonly held: ConnectionRequest<In, Out>
  readonly connection: Connection<In, Out> | null
}

/** The connection of this component, passive, the same until the request is another. Null when there is no url. */
export function useAcquired<In, Out>(
  url: ConnectionRequest<In, Out>['url'],
  options: ConnectionRequest<In, Out>['options'] & { readonly registry?: ConnectionRegistry | undefined },
): Acquired<In, Out> {
  const registry = useRegistry(options.registry)
  const request = { url, options }
  const key = requestKey(request)
  // Each connection has its own holder: when the request changes, the options for the previous connection stay as they were.
  const acquired = useMadeFor([key, registry], (): Acquired<In, Out> => {
    const held = { ...request }
    return { held, connection: key === null ? null : registry.acquire(held) }
  })
  useInsertionEffect(() => updateRequest(acquired.held, request, acquired.connection))
  return acquired
}

/**
 * Puts this component's options in force while it is mounted. In an insertion effect: all components of a commit hold
 * their options before the first of them dials.
 */
export function useHeldOptions<In, Out>({ connection, held }: Acquired<In, Out>, isWanted: boolean): void {
  useInsertionEffect(() => connection?.holdOptions(held, !isWanted), [connection, held, isWanted])
}
