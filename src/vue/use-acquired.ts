import { toValue, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import { acquire, hold, wishKey, type Wish } from '../core/acquire'
import type { ConnectionRegistry } from '../core/registry-types'
import type { Connection } from '../core/types'
import { useRegistry } from './create-websocket-store'
import { watchLive, type Live } from './use-live'
import { useMadeFor } from './use-made-for'

/** The connection of this composable, passive, the same until the wish is another. Null while there is no url. */
export function useAcquired<In, Out>(
  url: MaybeRefOrGetter<Wish<In, Out>['url']>,
  options: Wish<In, Out>['options'] & { readonly registry?: ConnectionRegistry | undefined },
  live: Live,
): Readonly<ShallowRef<Connection<In, Out> | null>> {
  const registry = useRegistry(options.registry)
  const latest = (): Wish<In, Out> => ({ url: toValue(url), options })
  // Compared by what it means: a getter that makes an equal URL each time asks for nothing new.
  const connection = useMadeFor(
    () => wishKey(latest()),
    () => acquire(registry, latest),
  )
  watchLive(
    live,
    () => connection.value,
    (current) => hold(current, latest),
  )
  return connection
}
