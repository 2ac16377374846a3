import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { Store } from './store'

export function useStore<Value>(store: Store<Value>): Readonly<ShallowRef<Value>> {
  const value = shallowRef(store.get()) as ShallowRef<Value>
  onScopeDispose(store.subscribe(() => void (value.value = store.get())))
  return value
}
