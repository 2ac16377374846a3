import type { Unsubscribe } from '../vocabulary/wire'

/**
 * Calls every listener, in the order they were added, exactly once for each event. A listener that throws does not stop
 * the others. A listener added during an event gets the next one. An event that a listener causes is emitted after the
 * current one.
 */
export interface Emitter<Args extends readonly unknown[]> {
  size(): number
  add(listener: (...args: Args) => void): Unsubscribe
  emit(...args: Args): void
}

/** A class, because every connection has some: methods on a prototype cost no memory. */
class SetEmitter<Args extends readonly unknown[]> implements Emitter<Args> {
  /** Null while there is none: an empty set takes memory, too. */
  #entries: Set<{ readonly listener: (...args: Args) => void; readonly since: number }> | null = null
  #isEmitting = false
  #pending: Args[] | null = null
  #emitted = 0
  #delivered = 0

  readonly #report: (error: unknown) => void

  constructor(report: (error: unknown) => void) {
    this.#report = report
  }

  size(): number {
    return this.#entries?.size ?? 0
  }

  add(listener: (...args: Args) => void): Unsubscribe {
    const entries = (this.#entries ??= new Set())
    const entry = { listener, since: this.#emitted }
    entries.add(entry)
    return () => {
      entries.delete(entry)
      if (this.#entries === entries && !entries.size) this.#entries = null
    }
  }

  /** Read for each event, because a listener may add the first one again. */
  #current() {
    return this.#entries ?? []
  }

  emit(...args: Args): void {
    if (!this.#entries) return
    this.#emitted++
    if (this.#isEmitting) return void (this.#pending ??= []).push(args) // the outer emit delivers it next
    this.#isEmitting = true
    for (let next: Args | undefined = args; next; next = this.#pending?.shift()) {
      this.#delivered++
      for (const { listener, since } of this.#current()) {
        if (since >= this.#delivered) continue
        try {
          listener(...next)
        } catch (error) {
          this.#report(error)
        }
      }
    }
    this.#isEmitting = false
  }
}

/** @param report Called with errors that listeners throw. */
export const createEmitter = <Args extends readonly unknown[]>(report: (error: unknown) => void): Emitter<Args> =>
  new SetEmitter(report)
