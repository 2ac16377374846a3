import type { StorePlatform } from './scheduler'
import type { NotifyMode } from '../vocabulary/events'
import type { Unsubscribe } from '../vocabulary/wire'
import { createEmitter, type Emitter } from './emitter'

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

class PacedStore<S> implements Store<S> {
  readonly #listeners: Emitter<[]>
  #snapshot: S
  #isStale = false
  #cancelWindow: (() => void) | null = null

  readonly #read: () => S
  readonly #mode: () => NotifyMode
  readonly #platform: StorePlatform

  constructor(
    read: () => S,
    mode: () => NotifyMode,
    platform: StorePlatform,
  ) {
    this.#read = read
    this.#mode = mode
    this.#platform = platform
    this.#listeners = createEmitter(platform.reportError)
    this.#snapshot = read()
  }

  getSnapshot(): S {
    this.#publishUnheard()
    return this.#snapshot
  }

  subscribe(listener: () => void): Unsubscribe {
    this.#publishUnheard()
    return this.#listeners.add(listener)
  }

  mark(): void {
    this.#isStale = true
  }

  changed(): void {
    this.mark()
    if (!this.#cancelWindow) this.notify()
  }

  commit(): boolean {
    const before = this.#snapshot
    const next = this.#read()
    const hasChanged = (Object.keys(next as object) as (keyof S)[]).some((field) => !Object.is(next[field], before[field]))
    if (hasChanged) this.#snapshot = next
    this.#isStale = false
    return hasChanged
  }

  notify(): void {
        const platform = this.#platform
    if (!this.#listeners.size()) return
    const mode = this.#mode()
    if (mode !== 'sync' && !this.#cancelWindow) {
      const end = () => this.#endWindow()
      this.#cancelWindow = mode === 'frame' ? platform.requestFrame(end) : platform.setTimer(end, mode.throttleMs)
    }
    this.#publish()
    this.#listeners.emit()
  }

  dispose(): void {
    this.#cancelWindow?.()
    this.#cancelWindow = null
    this.#isStale = false
  }

  #endWindow(): void {
    this.#cancelWindow = null
    if (this.#isStale) this.notify()
  }

  #publish(): void {
    if (this.#isStale) this.#snapshot = this.#read()
    this.#isStale = false
  }

  /** With nobody to be told, there is no batch whose members could disagree. */
  #publishUnheard(): void {
    if (!this.#listeners.size()) this.#publish()
  }
}

/** A paced, lossy view of a state that lives elsewhere: snapshots are built only when they are published. */
export const createStore = <S>(read: () => S, mode: () => NotifyMode, platform: StorePlatform): Store<S> =>
  new PacedStore(read, mode, platform)
