import {
  getCurrentInstance,
  hasInjectionContext,
  inject,
  nextTick,
  onMounted,
  shallowRef,
  ssrContextKey,
  watch,
  type ShallowRef,
} from 'vue'
import { hasDocument } from '../core/platform/realm'
import type { Unsubscribe } from '../core/types'

export interface Live {
  /** False while rendering on a server, whatever globals exist there, while hydrating, and until setup has had its turn. */
  readonly isLive: Readonly<ShallowRef<boolean>>
  /** What is rendered before it is live is the server's, or must repeat it. */
  readonly isPrerender: boolean
}

/**
 * When side effects may begin: on mount where a component is set up, or at the end of the tick, for a setup that awaits the
 * connection is mounted no sooner; on mount only while hydrating; at once elsewhere (an effect scope, a Pinia store). Never
 * within a component's setup, so that callbacks find what the composable returned.
 */
export function useLive(): Live {
  const instance = getCurrentInstance()
  const isLive = shallowRef(false)
  const begin = () => void (isLive.value = true)
  const isOnServer = isRenderingOnServer()
  const isInSetup = instance !== null && !instance.isMounted
  const isPrerender = isOnServer || (isInSetup && instance.vnode.el !== null)
  if (isInSetup) onMounted(begin)
  if (!isPrerender) void (isInSetup ? nextTick(begin) : begin())
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
