import { computed, isReactive, toValue, watch, type ShallowRef } from 'vue'
import { requestKey, type ConnectionRequest } from '../core/binding/connection-request'
import type { Connection, OptionsHolder } from '../core/vocabulary/connection'
import type { ConnectionUrl } from '../core/vocabulary/events'
import type { ConnectionRegistry } from '../core/vocabulary/registry'
import { useRegistry } from './use-registry'
import type { UrlSource } from './use-connection-types'
import { followLive, type Live } from './use-live'
import { useMadeFor } from './use-made-for'

type Url = ConnectionUrl | null | undefined

/** A connection, and the holder of this composable's options for it. */
export interface Acquired<In, Out> {
  readonly held: OptionsHolder<In, Out>
  readonly connection: Connection<In, Out>
}

export interface AcquiredRefs<In, Out> {
  readonly acquired: Readonly<ShallowRef<Acquired<In, Out> | null>>
  readonly connection: Readonly<ShallowRef<Connection<In, Out> | null>>
}

/** The connection of this composable, passive, the same until the request is another. Null while there is no url. */
export function useAcquired<In, Out>(
  url: UrlSource,
  options: ConnectionRequest<In, Out>['options'] & { readonly registry?: ConnectionRegistry | undefined },
): AcquiredRefs<In, Out> {
  const registry = useRegistry(options.registry)
  // The url that the key was made of. Read again, it would be followed by an effect of the user's that changes it, in Vue 3.4.
  let current: Url
  const acquire = (key: string): Acquired<In, Out> => {
    let last = current
    const held: OptionsHolder<In, Out> = {
      get url() {
        const next = toValue<Url>(url)
        // When the url belongs to another connection, the one before keeps its own.
        if (requestKey({ url: next, options }) === key) last = next
        return last
      },
      options,
    }
    return { held, connection: registry.acquire(held) }
  }
  // Compared by its meaning: a getter that returns an equal URL each time requests nothing new.
  const acquired = useMadeFor(() => requestKey({ url: (current = toValue<Url>(url)), options }), acquire)
  // Pinia takes every other ref that a store returns for state, to be serialised on the server.
  return { acquired, connection: computed(() => acquired.value?.connection ?? null) }
}

/** Puts the options of a composable in force: from its setup on, except while prerendering. */
export function holdOptions<In, Out>(
  { isLive, isPrerender }: Live,
  { acquired }: AcquiredRefs<In, Out>,
  options: object,
  isWanted: () => boolean,
): void {
  const hold = (isPassive: boolean) => ({ held, connection }: Acquired<In, Out>) => connection.holdOptions(held, isPassive)
  // A new value in a plain object is found at the next use. A reactive object reports it immediately.
  if (isReactive(options)) watch(() => ({ ...options }), () => acquired.value?.connection.optionsChanged(acquired.value.held), { flush: 'sync' })
  const isHolding = () => !isPrerender || isLive()
  followLive(isHolding, () => (isWanted() ? acquired.value : null), hold(false))
  followLive(isHolding, () => (isWanted() ? null : acquired.value), hold(true))
}
