import { useEffect, useInsertionEffect } from 'react'
import { acquire, hold, wishKey, type Wish } from '../core/acquire'
import type { ConnectionRegistry } from '../core/registry-types'
import type { Connection } from '../core/types'
import { createCell } from './use-latest'
import { useMadeFor } from './use-made-for'
import { useRegistry } from './registry-provider'

/** The connection of this component, passive, the same until the wish is another. Null when there is no url. */
export function useAcquired<In, Out>(
  url: Wish<In, Out>['url'],
  options: Wish<In, Out>['options'] & { readonly registry?: ConnectionRegistry | undefined },
): Connection<In, Out> | null {
  const registry = useRegistry(options.registry)
  const wish = { url, options }
  const key = wishKey(wish)
  // Each connection has a cell of its own: when the wish is another, the functions of the one before stay as they were.
  const { cell, connection } = useMadeFor([key, registry], () => {
    const made = createCell(wish)
    return { cell: made, connection: key === null ? null : acquire(registry, made.get) }
  })
  useInsertionEffect(() => cell.commit(wish))
  useEffect(() => connection ? hold(connection, cell.get) : undefined, [connection, cell])
  return connection
}
