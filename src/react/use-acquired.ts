import { acquire, wishKey, type Wish } from '../core/acquire'
import type { ConnectionRegistry } from '../core/registry-types'
import type { Connection } from '../core/types'
import { useLatest } from './use-latest'
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
  const latest = useLatest(wish)
  return useMadeFor([key, registry], () => (key === null ? null : acquire(registry, latest, wish)))
}
