import { onTestFinished } from 'vitest'
import type { LifecycleOptions, LifecycleSignal } from 'websocket-store'

export interface Signals {
  /** Options for the connection that receives the signals. */
  readonly options: { readonly lifecycle: LifecycleOptions }
  emitSignal(signal: LifecycleSignal): void
}

/** Simulates lifecycle signals: with DOM events in a browser, with a `lifecycle.source` in Node. */
export const createSignals = (): Signals => (typeof document === 'undefined' ? sourceSignals() : pageSignals())

function sourceSignals(): Signals {
  const listeners = new Set<(signal: LifecycleSignal) => void>()
  const source = (emit: (signal: LifecycleSignal) => void) => {
    listeners.add(emit)
    return () => void listeners.delete(emit)
  }
  return { options: { lifecycle: { source } }, emitSignal: (signal) => listeners.forEach((emit) => emit(signal)) }
}

/** Dispatches the events of the HTML standard and of Page Lifecycle. */
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
  return { options: { lifecycle: {} }, emitSignal: (signal) => void table[signal]() }
}
