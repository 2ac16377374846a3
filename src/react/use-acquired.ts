import { useState } from 'react'
import { acquire, wishKey, type Wish } from '../core/acquire'
import type { ConnectionRegistry } from '../core/registry-types'
import type { Connection } from '../core/types'
import { useLatest } from './use-latest'
import { useRegistry } from './registry-provider'

interface Acquired<In, Out> {
  readonly registry: ConnectionRegistry
  readonly key: string | null
  readonly connection: Connection<In, Out> | null
}

/** The connection of this component, passive, the same until the wish is another. Null when there is no url. */
export function useAcquired<In, Out>(
  url: Wish<In, Out>['url'],
  options: Wish<In, Out>['options'] & { readonly registry?: ConnectionRegistry | undefined },
): Connection<In, Out> | null {
  const registry = useRegistry(options.registry)
  const wish = { url, options }
  const key = wishKey(wish)
  const latest = useLatest(wish)
  const acquireNow = (): Acquired<In, Out> => {
    let isFirst = true
    // Until this render commits, the latest wish is still the one of the render before.
    const current = () => (isFirst ? wish : latest())
    const connection = key === null ? null : acquire(registry, current)
    isFirst = false
    return { registry, key, connection }
  }
  const [held, setHeld] = useState(acquireNow)
  if (held.key === key && held.registry === registry) return held.connection
  // Set while rendering: React renders again at once, and nothing of the old connection is ever shown.
  const next = acquireNow()
  setHeld(next)
  return next.connection
}
