import type { LifecycleSignal } from '../vocabulary/options'
import type { Unsubscribe } from '../vocabulary/wire'

const isPersisted = (event: Event) => (event as PageTransitionEvent).persisted

// HTML §9.3 (online and offline), Page Visibility, Page Lifecycle. No `beforeunload`: the navigation can still be cancelled.
const SIGNALS: Readonly<Record<string, (event: Event) => LifecycleSignal | false>> = {
  online: () => 'online',
  offline: () => 'offline',
  pagehide: (event) => isPersisted(event) && 'frozen',
  pageshow: (event) => isPersisted(event) && 'restored',
  visibilitychange: () => document.visibilityState,
  freeze: () => 'frozen',
  resume: () => 'resumed',
}

/** The document emits page events; the window, or the global scope of a worker, emits the others. */
const OF_PAGE = /^(visib|free|resum)/

/** Emits the browser's own signals; nothing in other environments. */
export function watchLifecycle(emit: (signal: LifecycleSignal) => void): Unsubscribe {
  // One listener for all types, because there may be many connections.
  const listener = (event: Event) => {
    const signal = SIGNALS[event.type]!(event)
    if (signal) emit(signal)
  }
  each('addEventListener', listener)
  return () => each('removeEventListener', listener)
}

function each(method: 'addEventListener' | 'removeEventListener', listener: (event: Event) => void): void {
  const scope: Partial<EventTarget> | undefined = typeof self === 'undefined' ? undefined : self
  const page = typeof document === 'undefined' ? undefined : document
  // React Native has a `self` without event methods.
  for (const type in SIGNALS) (OF_PAGE.test(type) ? page : scope)?.[method]?.(type, listener)
}
