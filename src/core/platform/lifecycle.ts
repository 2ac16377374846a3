import type { LifecycleSignal } from '../option-types'
import type { Unsubscribe } from '../types'

type Emit = (signal: LifecycleSignal) => void

/**
 * The browser's own signals (HTML §9.3 online and offline, Page Visibility, Page Lifecycle). Silent elsewhere. There is
 * no `beforeunload` among them: a navigation can still be cancelled there.
 */
export function watchLifecycle(emit: Emit): Unsubscribe {
  const stops: Unsubscribe[] = []
  const listen = (target: EventTarget | undefined, type: string, signalOf: (event: Event) => LifecycleSignal | null) => {
    if (typeof target?.addEventListener !== 'function') return
    const listener = (event: Event) => {
      const signal = signalOf(event)
      if (signal) emit(signal)
    }
    target.addEventListener(type, listener)
    stops.push(() => target.removeEventListener(type, listener))
  }
  const persisted = (signal: LifecycleSignal) => (event: Event) =>
    (event as PageTransitionEvent).persisted ? signal : null

  // `self` is the window, or the worker's scope, which hears of the network too.
  const scope = typeof self === 'undefined' ? undefined : self
  listen(scope, 'online', () => 'online')
  listen(scope, 'offline', () => 'offline')
  listen(scope, 'pagehide', persisted('frozen'))
  listen(scope, 'pageshow', persisted('restored'))

  const page = typeof document === 'undefined' ? undefined : document
  listen(page, 'visibilitychange', () => (page?.visibilityState === 'hidden' ? 'hidden' : 'visible'))
  listen(page, 'freeze', () => 'frozen')
  listen(page, 'resume', () => 'resumed')

  return () => {
    for (const stop of stops) stop()
  }
}
