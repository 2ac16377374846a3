import type { LifecycleSignal } from '../option-types'
import type { Unsubscribe } from '../types'

type Translate = (event: Event) => LifecycleSignal | false

/**
 * The browser's own signals (HTML §9.3 online and offline, Page Visibility, Page Lifecycle). Silent elsewhere. There is
 * no `beforeunload` among them: a navigation can still be cancelled there.
 */
export function watchLifecycle(emit: (signal: LifecycleSignal) => void): Unsubscribe {
  // `self` is the window, or the worker's scope, which hears of the network too.
  const scope = typeof self === 'undefined' ? undefined : self
  const page = typeof document === 'undefined' ? undefined : document
  const isPersisted = (event: Event) => (event as PageTransitionEvent).persisted
  // React Native has a `self` that knows no events.
  const table: [Partial<EventTarget> | undefined, string, Translate][] = [
    [scope, 'online', () => 'online'],
    [scope, 'offline', () => 'offline'],
    [scope, 'pagehide', (event) => isPersisted(event) && 'frozen'],
    [scope, 'pageshow', (event) => isPersisted(event) && 'restored'],
    [page, 'visibilitychange', () => page!.visibilityState],
    [page, 'freeze', () => 'frozen'],
    [page, 'resume', () => 'resumed'],
  ]
  const stop = new AbortController()
  for (const [target, type, translate] of table)
    target?.addEventListener?.(
      type,
      (event) => {
        const signal = translate(event)
        if (signal) emit(signal)
      },
      { signal: stop.signal },
    )
  return () => stop.abort()
}
