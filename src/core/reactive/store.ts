import type { NotifyMode, Unsubscribe } from '../types'
import { createEmitter } from './emitter'
import { createScheduler, type Pacer } from './scheduler'

export interface Store<S> {
  /** The published snapshot: the same reference for everybody until the next notification. */
  getSnapshot(): S
  /** How many subscribers there are. */
  size(): number
  subscribe(listener: () => void): Unsubscribe
  /** Says that `read` would now return something new: published and told as `notify` paces it. */
  changed(): void
  /** Publishes now if anything differs, and says so: a `notify()` is then owed, once the effects of the change have run. */
  commit(): boolean
  notify(): void
  dispose(): void
}

export interface StorePlatform extends Pacer {
  reportError(error: unknown): void
}

/** A paced, lossy view of a state that lives elsewhere: snapshots are built only when they are published. */
export function createStore<S>(
  read: () => S,
  mode: NotifyMode,
  platform: StorePlatform,
  isEqual: (a: S, b: S) => boolean = Object.is,
): Store<S> {
  const listeners = createEmitter<[]>(platform.reportError)
  let snapshot = read()
  let isStale = false

  function publish(): void {
    if (isStale) snapshot = read()
    isStale = false
  }

  const scheduler = createScheduler(mode, platform, () => {
    publish()
    listeners.emit()
  })

  return {
    getSnapshot() {
      // With nobody to be told, there is no batch whose members could disagree.
      if (listeners.size === 0) publish()
      return snapshot
    },
    size: () => listeners.size,
    subscribe(listener) {
      if (listeners.size === 0) publish()
      return listeners.add(listener)
    },
    changed() {
      isStale = true
      if (listeners.size > 0) scheduler.request()
    },
    commit() {
      const next = read()
      const hasChanged = !isEqual(snapshot, next)
      if (hasChanged) snapshot = next
      isStale = false
      return hasChanged
    },
    notify() {
      if (listeners.size > 0) scheduler.request(true)
    },
    dispose: scheduler.cancel,
  }
}
