import type { NotifyMode, Unsubscribe } from '../types'
import { createEmitter } from './emitter'

export interface Store<S> {
  /** The published snapshot: the same reference for everybody until the next notification. */
  getSnapshot(): S
  subscribe(listener: () => void): Unsubscribe
  /** Says that `read` would now return something new, and that `changed()` will follow. */
  mark(): void
  /** Publishes and tells a change: the first of a window at once, the rest together at its end. */
  changed(): void
  /** Publishes now, and says whether a field differs: `notify()` is then owed, once the effects of the change have run. */
  commit(): boolean
  /** Tells at once, within a window too. */
  notify(): void
  dispose(): void
}

/** The timers that a store needs; each returns how to cancel. */
export interface Pacer {
  requestFrame(run: () => void): () => void
  setTimer(run: () => void, delayMs: number): () => void
}

export interface StorePlatform extends Pacer {
  reportError(error: unknown): void
}

/** A paced, lossy view of a state that lives elsewhere: snapshots are built only when they are published. */
export function createStore<S>(read: () => S, mode: NotifyMode, platform: StorePlatform): Store<S> {
  const listeners = createEmitter<[]>(platform.reportError)
  let snapshot = read()
  let isStale = false
  let cancelWindow: (() => void) | null = null

  function publish(): void {
    if (isStale) snapshot = read()
    isStale = false
  }

  /** With nobody to be told, there is no batch whose members could disagree. */
  function publishUnheard(): void {
    if (!listeners.size()) publish()
  }

  function notify(): void {
    if (!listeners.size()) return
    if (mode !== 'sync')
      cancelWindow ??= mode === 'frame' ? platform.requestFrame(endWindow) : platform.setTimer(endWindow, mode.throttleMs)
    publish()
    listeners.emit()
  }

  function endWindow(): void {
    cancelWindow = null
    if (isStale) notify()
  }

  function mark(): void {
    isStale = true
  }

  return {
    getSnapshot() {
      publishUnheard()
      return snapshot
    },
    subscribe(listener) {
      publishUnheard()
      return listeners.add(listener)
    },
    mark,
    changed() {
      mark()
      if (!cancelWindow) notify()
    },
    commit() {
      const before = snapshot
      const next = read()
      const hasChanged = (Object.keys(next as object) as (keyof S)[]).some((field) => !Object.is(next[field], before[field]))
      if (hasChanged) snapshot = next
      isStale = false
      return hasChanged
    },
    notify,
    dispose() {
      cancelWindow?.()
      cancelWindow = null
      isStale = false
    },
  }
}
