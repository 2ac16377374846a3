import {
  getCurrentInstance,
  hasInjectionContext,
  inject,
  onMounted,
  shallowRef,
  ssrContextKey,
  watch,
  type ShallowRef,
} from 'vue'
import { hasDocument } from '../core/platform/realm'
import type { Unsubscribe } from '../core/types'

export interface Live {
  /** False while rendering on a server, whatever globals exist there, and in a component that is not mounted yet. */
  readonly isLive: Readonly<ShallowRef<boolean>>
  /** What is rendered before it is live is the server's, or must repeat it. */
  readonly isPrerender: boolean
}

/** When side effects may begin: on mount in a component, at once elsewhere (an effect scope, a Pinia store). */
export function useLive(): Live {
  const instance = getCurrentInstance()
  const isLive = shallowRef(false)
  const isOnServer = isRenderingOnServer()
  const isPrerender = isOnServer || (instance !== null && !instance.isMounted && instance.vnode.el !== null)
  if (instance && !instance.isMounted) onMounted(() => (isLive.value = true))
  else isLive.value = !isOnServer
  return { isLive, isPrerender }
}

function isRenderingOnServer(): boolean {
  if (!hasInjectionContext()) return false
  // A store may be set up before rendering starts; an application without a page is then taken for a server's.
  return inject<unknown>(ssrContextKey, null) !== null || !hasDocument()
}

/** Runs `begin` whenever there is a source, while live, and ends it when the source or the scope goes. */
export function watchLive<T>(live: Live, source: () => T | null | undefined, begin: (value: T) => Unsubscribe): void {
  watch(
    () => (live.isLive.value ? (source() ?? null) : null),
    (value, _, onCleanup) => {
      if (value !== null) onCleanup(begin(value))
    },
    { immediate: true, flush: 'sync' },
  )
}
