import type { LifecycleSignal } from '../option-types'
import type { Unsubscribe } from '../types'

type Signals = Readonly<Record<string, (event: Event) => LifecycleSignal | false>>

const isPersisted = (event: Event) => (event as PageTransitionEvent).persisted

// HTML §9.3 (online and offline), Page Visibility, Page Lifecycle. No `beforeunload`: a navigation can still be cancelled there.

/** Of the window, or of a worker's scope, which hears of the network too. */
const SCOPE_SIGNALS: Signals = {
  online: () => 'online',
  offline: () => 'offline',
  pagehide: (event) => isPersisted(event) && 'frozen',
  pageshow: (event) => isPersisted(event) && 'restored',
}

const PAGE_SIGNALS: Signals = {
  visibilitychange: () => document.visibilityState,
  freeze: () => 'frozen',
  resume: () => 'resumed',
}

/** The browser's own signals; silent elsewhere. */
export function watchLifecycle(emit: (signal: LifecycleSignal) => void): Unsubscribe {
  // One listener for all, because there may be many connections.
  function listen(target: Partial<EventTarget> | undefined, signals: Signals): Unsubscribe {
    const listener = (event: Event) => {
      const signal = signals[event.type]!(event)
      if (signal) emit(signal)
    }
    // React Native has a `self` that knows no events.
    for (const type in signals) target?.addEventListener?.(type, listener)
    return () => {
      for (const type in signals) target?.removeEventListener?.(type, listener)
    }
  }
  const stopScope = listen(typeof self === 'undefined' ? undefined : self, SCOPE_SIGNALS)
  const stopPage = listen(typeof document === 'undefined' ? undefined : document, PAGE_SIGNALS)
  return () => {
    stopScope()
    stopPage()
  }
}
