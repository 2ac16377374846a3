import { shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { Connection } from '../core/types'

/**
 * What is made anew for each connection and for nothing else: a computed would also follow the refs that a user's filter
 * or options read while it is made.
 */
export function usePerConnection<In, Out, T>(
  connection: MaybeRefOrGetter<Connection<In, Out> | null | undefined>,
  make: (connection: Connection<In, Out>) => T,
): Readonly<ShallowRef<T | null>> {
  const makeFor = (current: Connection<In, Out> | null | undefined) => (current ? make(current) : null)
  const made = shallowRef(makeFor(toValue(connection)))
  watch(
    () => toValue(connection),
    (current) => (made.value = makeFor(current)),
    { flush: 'sync' },
  )
  return made
}
