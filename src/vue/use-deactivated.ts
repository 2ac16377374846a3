import {
  getCurrentInstance,
  getCurrentScope,
  onActivated,
  onDeactivated,
  shallowRef,
  type EffectScope,
  type ShallowRef,
} from 'vue'

/** What Vue keeps to itself, in all its versions. */
interface Internal extends EffectScope {
  readonly parent?: Internal
}

/** Whether a KeepAlive has deactivated the component that this is set up for. */
export function useDeactivated(): Readonly<ShallowRef<boolean>> {
  const isDeactivated = shallowRef(false)
  if (isSetUpForComponent()) {
    onActivated(() => (isDeactivated.value = false))
    onDeactivated(() => (isDeactivated.value = true))
  }
  return isDeactivated
}

/** Not for a store, which is others' too: a component only happens to be the first to use it. */
function isSetUpForComponent(): boolean {
  const instance = getCurrentInstance() as { readonly scope: EffectScope } | null
  let scope = getCurrentScope() as Internal | undefined
  while (scope && scope !== instance?.scope && !scope.detached) scope = scope.parent
  return scope !== undefined && scope === instance?.scope
}
