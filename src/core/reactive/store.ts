import type { StorePlatform } from './scheduler'
import type { NotifyMode } from '../vocabulary/events'
import type { Unsubscribe } from '../vocabulary/wire'
import { createEmitter, type Emitter } from './emitter'

export interface Store<S> {
  /** The published snapshot: the same reference for all callers until the next notification. */
  getSnapshot(): S
  subscribe(listener: () => void): Unsubscribe
  /** Marks the snapshot as stale. `changed()` must follow. */
  mark(): void
  /** Publishes a change and notifies: the first change of a window at once, the rest together at its end. */
  changed(): void
  /** Publishes now. Returns whether a field differs: `notify()` must then follow, after the effects of the change. */
  commit(): boolean
  /** Notifies at once, also within a window. */
  notify(): void
  dispose(): void
}

/** Read at each notification, because the mode may change. */
interface Paced {
  readonly notify: NotifyMode
}

const throttleOf = (mode: NotifyMode): number => (typeof mode === 'object' ? mode.throttleMs : 0)

class PacedStore<S> implements Store<S> {
  readonly #listeners: Emitter<[]>
  #snapshot: S
  #isStale = false
  #cancelWindow: (() => void) | null = null
  /** How long the window is, when it is not a frame. */
  #throttleMs = 0

  readonly #read: () => S
  readonly #pace: Paced
  readonly #platform: StorePlatform

  constructor(
    read: () => S,
    pace: Paced,
    platform: StorePlatform,
  ) {
    this.#read = read
    this.#pace = pace
    this.#platform = platform
    this.#listeners = createEmitter(platform.reportError)
    this.#snapshot = read()
  }

  getSnapshot(): S {
    this.#publishIfUnobserved()
    return this.#snapshot
  }

  subscribe(listener: () => void): Unsubscribe {
    this.#publishIfUnobserved()
    return this.#listeners.add(listener)
  }

  mark(): void {
    this.#isStale = true
  }

  changed(): void {
    this.mark()
    // A throttled window ends when the mode is another. A frame ends soon enough.
    if (this.#throttleMs && throttleOf(this.#pace.notify) !== this.#throttleMs) this.#closeWindow()
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
    const mode = this.#pace.notify
    if (mode !== 'sync' && !this.#cancelWindow) {
      const end = () => this.#endWindow()
      this.#throttleMs = throttleOf(mode)
      this.#cancelWindow = mode === 'frame' ? platform.requestFrame(end) : platform.setTimer(end, mode.throttleMs)
    }
    this.#publish()
    this.#listeners.emit()
  }

  dispose(): void {
    this.#closeWindow()
    this.#cancelWindow = () => {} // no window opens any more
  }

  #closeWindow(): void {
    this.#cancelWindow?.()
    this.#cancelWindow = null
    this.#throttleMs = 0
  }

  #endWindow(): void {
    this.#closeWindow()
    if (this.#isStale) this.notify()
  }

  #publish(): void {
    if (this.#isStale) this.#snapshot = this.#read()
    this.#isStale = false
  }

  /** Without listeners no older snapshot of the same batch is in use. */
  #publishIfUnobserved(): void {
    if (!this.#listeners.size()) this.#publish()
  }
}

/** A paced view of a state that lives elsewhere. It may skip values: snapshots are built only when they are published. */
export const createStore = <S>(read: () => S, pace: Paced, platform: StorePlatform): Store<S> =>
  new PacedStore(read, pace, platform)
