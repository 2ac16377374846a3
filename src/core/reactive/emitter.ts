import type { Unsubscribe } from '../types'

export interface Emitter<Args extends readonly unknown[]> {
  size(): number
  add(listener: (...args: Args) => void): Unsubscribe
  emit(...args: Args): void
}

/**
 * Tells every listener, in the order they came, each exactly once. A listener that throws does not keep the others from
 * hearing; one that is added while something is told hears from the next on; what a listener causes is told after what
 * caused it.
 *
 * @param report Takes what listeners throw.
 */
export function createEmitter<Args extends readonly unknown[]>(report: (error: unknown) => void): Emitter<Args> {
  const entries = new Set<{ readonly listener: (...args: Args) => void; readonly since: number }>()
  const backlog: Args[] = []
  let arrived = 0
  let told = 0

  return {
    size: () => entries.size,
    add(listener) {
      const entry = { listener, since: arrived }
      entries.add(entry)
      return () => void entries.delete(entry)
    },
    emit(...args) {
      if (entries.size === 0) return
      arrived++
      backlog.push(args)
      if (backlog.length > 1) return // an outer emit is under way and will come to it
      for (let next: Args | undefined = args; next; next = backlog[0]) {
        told++
        for (const { listener, since } of entries) {
          if (since >= told) continue
          try {
            listener(...next)
          } catch (error) {
            report(error)
          }
        }
        backlog.shift()
      }
    },
  }
}
