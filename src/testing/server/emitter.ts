import type { Unsubscribe } from '../../core/vocabulary/wire'

export interface Emitter<Args extends unknown[]> {
  on(listener: (...args: Args) => void): Unsubscribe
  emit(...args: Args): void
}

export function createEmitter<Args extends unknown[]>(): Emitter<Args> {
  const listeners = new Set<{ call(...args: Args): void }>()
  return {
    on(listener) {
      // An object for each call, so that the same function can be added twice.
      const entry = { call: listener }
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    emit(...args) {
      for (const { call } of [...listeners]) call(...args)
    },
  }
}
