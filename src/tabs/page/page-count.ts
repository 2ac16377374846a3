import { systemClock } from '../../core/platform/clock'
import { createEmitter } from '../../core/reactive/emitter'
import type { Unsubscribe } from '../../core/vocabulary/wire'

/** The number of pages that are served, as the worker posted it last. */
export interface ShownPageCount {
  latest(): number
  set(count: number): void
  onChange(listener: (count: number) => void): Unsubscribe
}

export function createShownPageCount(): ShownPageCount {
  let latest = 0
  const changes = createEmitter<[count: number]>(systemClock.reportError)
  return {
    latest: () => latest,
    set(count) {
      if (count === latest) return
      latest = count
      changes.emit(count)
    },
    onChange: (listener) => changes.add(listener),
  }
}
