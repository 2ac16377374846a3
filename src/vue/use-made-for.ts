import { shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'

/**
 * A value that is created again when `key` changes, and only then: a computed would also follow the refs that a user's
 * filter or options read while it is made. Null while there is no key.
 */
export function useMadeFor<K, T>(key: MaybeRefOrGetter<K | null | undefined>, make: (key: K) => T): Readonly<ShallowRef<T | null>> {
  const makeFor = (current: K | null | undefined) => (current ? make(current) : null)
  const made = shallowRef(makeFor(toValue(key)))
  watch(
    () => toValue(key),
    (current) => (made.value = makeFor(current)),
    { flush: 'sync' },
  )
  return made
}
