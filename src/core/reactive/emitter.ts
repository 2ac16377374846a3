import type { Unsubscribe } from '../vocabulary/wire'

/**
 * Tells every listener, in the order they came, each exactly once. A listener that throws does not keep the others from
 * hearing; one that is added while something is told hears from the next on; what a listener causes is told after what
 * caused it.
 */
export interface Emitter<Args extends readonly unknown[]> {
  size(): number
  add(listener: (...args: Args) => void): Unsubscribe
  emit(...args: Args): void
}

/** A class, like all of which each connection has some: methods on a prototype weigh nothing. */
class SetEmitter<Args extends readonly unknown[]> implements Emitter<Args> {
  #entries: Set<{ readonly listener: (...args: Args) => void; readonly since: number }> | null = null
  #isTelling = false
  #backlog: Args[] | null = null
  #arrived = 0
  #told = 0

  readonly #report: (error: unknown) => void

  constructor(report: (error: unknown) => void) {
    this.#report = report
  }

  size(): number {
    return this.#entries?.size ?? 0
  }

  add(listener: (...args: Args) => void): Unsubscribe {
    const entries = (this.#entries ??= new Set())
    const entry = { listener, since: this.#arrived }
    entries.add(entry)
    return () => void entries.delete(entry)
  }

  emit(...args: Args): void {
    const entries = this.#entries
    if (!entries?.size) return
    this.#arrived++
    if (this.#isTelling) return void (this.#backlog ??= []).push(args) // an outer emit is under way and will come to it
    this.#isTelling = true
    for (let next: Args | undefined = args; next; next = this.#backlog?.shift()) {
      this.#told++
      for (const { listener, since } of entries) {
        if (since >= this.#told) continue
        try {
          listener(...next)
        } catch (error) {
          this.#report(error)
        }
      }
    }
    this.#isTelling = false
  }
}

/** @param report Takes what listeners throw. */
export const createEmitter = <Args extends readonly unknown[]>(report: (error: unknown) => void): Emitter<Args> =>
  new SetEmitter(report)
