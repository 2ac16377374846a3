import { computed, toValue, type Ref, type ShallowRef } from 'vue'
import { acquire, hold, wishKey, type Wish } from '../core/acquire'
import type { ConnectionRegistry } from '../core/registry-types'
import type { Connection, ConnectionUrl } from '../core/types'
import { useRegistry } from './create-websocket-store'
import { followLive, type Live } from './use-live'
import { useMadeFor } from './use-made-for'

type Url = ConnectionUrl | null | undefined

/**
 * A function is a getter of the url here, so one that is asked before each dial cannot be given as it is: it would be
 * called at once, and what it returns be taken for the url.
 */
export type UrlSource = Exclude<Url, (...args: never) => unknown> | Ref<Url> | (() => Url)

/** The connection of this composable, passive, the same until the wish is another. Null while there is no url. */
export function useAcquired<In, Out>(
  url: UrlSource,
  options: Wish<In, Out>['options'] & { readonly registry?: ConnectionRegistry | undefined },
  { isLive }: Live,
): Readonly<ShallowRef<Connection<In, Out> | null>> {
  const registry = useRegistry(options.registry)
  const latest = (): Wish<In, Out> => ({ url: toValue<Url>(url), options })
  // What the key was made of: were it asked for again, an effect of the user's that changes the url would follow it in Vue 3.4.
  let wish: Wish<In, Out>
  // Compared by what it means: a getter that makes an equal URL each time asks for nothing new.
  const made = useMadeFor(
    () => wishKey((wish = latest())),
    () => acquire(registry, latest, wish),
  )
  followLive(isLive, () => made.value, (connection) => hold(connection, latest))
  // Pinia takes every other ref that a store returns for state, to be serialised on the server.
  return computed(() => made.value)
}
