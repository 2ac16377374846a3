import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

/** A value that lives outside of Vue. */
export const useExternal = <T>(subscribe: (listener: () => void) => () => void, get: () => T): Readonly<ShallowRef<T>> => {
  const value = shallowRef(get())
  onScopeDispose(subscribe(() => (value.value = get())))
  return value
}
