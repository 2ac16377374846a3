import { getCurrentInstance, hasInjectionContext, inject, ssrContextKey } from 'vue'
import { hasDocument, isBrowser } from '../../core/platform/page'

/** Where the composable is set up. Edge runtimes render on what looks like a worker, so its globals do not decide alone. */
export function environment(): { readonly isServer: boolean; readonly isHydrating: boolean } {
  const instance = getCurrentInstance()
  const isRendering = hasInjectionContext() && (inject<unknown>(ssrContextKey, null) !== null || !hasDocument())
  return {
    isServer: isRendering || !isBrowser(),
    isHydrating: instance !== null && !instance.isMounted && instance.vnode.el !== null,
  }
}
