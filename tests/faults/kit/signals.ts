import { onTestFinished } from 'vitest'
import type { LifecycleOptions, LifecycleSignal } from 'websocket-store'

export interface Signals {
  /** For the connection that is to hear them. */
  readonly options: { readonly lifecycle: LifecycleOptions }
  tell(signal: LifecycleSignal): void
}

/** What the environment tells: in a browser by its own events, in Node by a source that stands in for them. */
export const createSignals = (): Signals => (typeof document === 'undefined' ? sourceSignals() : pageSignals())

function sourceSignals(): Signals {
  const listeners = new Set<(signal: LifecycleSignal) => void>()
  const source = (emit: (signal: LifecycleSignal) => void) => {
    listeners.add(emit)
    return () => void listeners.delete(emit)
  }
  return { options: { lifecycle: { source } }, tell: (signal) => listeners.forEach((emit) => emit(signal)) }
}

/** Events as the HTML standard and Page Lifecycle have them. */
function pageSignals(): Signals {
  const turn = (type: string) => window.dispatchEvent(new PageTransitionEvent(type, { persisted: true }))
  const show = (state: DocumentVisibilityState) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
    onTestFinished(() => void Reflect.deleteProperty(document, 'visibilityState'))
    document.dispatchEvent(new Event('visibilitychange'))
  }
  const table: Readonly<Record<LifecycleSignal, () => unknown>> = {
    online: () => window.dispatchEvent(new Event('online')),
    offline: () => window.dispatchEvent(new Event('offline')),
    visible: () => show('visible'),
    hidden: () => show('hidden'),
    frozen: () => turn('pagehide'),
    restored: () => turn('pageshow'),
    resumed: () => document.dispatchEvent(new Event('resume')),
  }
  return { options: { lifecycle: {} }, tell: (signal) => void table[signal]() }
}
