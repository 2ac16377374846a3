import {
  getCurrentInstance,
  hasInjectionContext,
  inject,
  nextTick,
  onMounted,
  queuePostFlushCb,
  shallowRef,
  ssrContextKey,
  watch,
} from 'vue'
import { hasDocument } from '../core/platform/page'
import type { Unsubscribe } from '../core/vocabulary/wire'

export interface Live {
  /** False while rendering on a server, whatever globals exist there, while hydrating, and until setup has had its turn. */
  isLive(): boolean
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
  return { isLive: () => isLive.value, isPrerender }
}

function isRenderingOnServer(): boolean {
  if (!hasInjectionContext()) return false
  // A store may be set up before rendering starts; an application without a page is then taken for a server's.
  return inject<unknown>(ssrContextKey, null) !== null || !hasDocument()
}

/** Runs `begin` whenever there is a source, while live, and ends it when the source or the scope goes: all at once. */
export function followLive<T>(isLive: () => boolean, source: () => T | null, begin: (value: T) => Unsubscribe): void {
  watch(
    () => (isLive() ? source() : null),
    (value, _, onCleanup) => {
      if (value !== null) onCleanup(begin(value))
    },
    { immediate: true, flush: 'sync' },
  )
}

/**
 * The same for effects outside of the component. When the source changes, it begins at the end of the tick: two parts of a
 * url may change one after the other, and the url in between must not be dialled.
 *
 * @returns A function that begins immediately what waits for the end of the tick.
 */
export function watchLive<T>(
  isLive: () => boolean,
  source: () => T | null | undefined,
  begin: (value: T) => Unsubscribe,
): () => void {
  let waiting: (() => void) | null = null
  const beginNow = () => waiting?.()
  watch(
    [isLive, () => source() ?? null] as const,
    ([isNow, value], [wasLive], onCleanup) => {
      if (!isNow || value === null) return
      let end: Unsubscribe | undefined
      let isOver = false
      const start = () => {
        if (waiting !== start) return
        waiting = null
        end = begin(value)
        if (isOver) end() // a callback ended it
      }
      onCleanup(() => {
        waiting = null
        isOver = true
        end?.()
      })
      waiting = start
      if (wasLive) queuePostFlushCb(start)
      else start()
    },
    { immediate: true, flush: 'sync' },
  )
  return beginNow
}
