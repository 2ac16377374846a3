import { createEmitter, type Emitter } from './reactive/emitter'
import type { Unsubscribe } from './types'

/** The listeners of one connection by type; a type that nobody listens to costs nothing. */
export interface Listeners<L> {
  on<K extends keyof L>(type: K, listener: L[K]): Unsubscribe
  emit<K extends keyof L>(type: K, ...args: L[K] extends (...args: infer A) => void ? A : never): void
}

export function createListeners<L>(report: (error: unknown) => void): Listeners<L> {
  const emitters = new Map<keyof L, Emitter<unknown[]>>()
  return {
    on(type, listener) {
      const emitter = emitters.get(type) ?? createEmitter(report)
      emitters.set(type, emitter)
      return emitter.add(listener as (...args: unknown[]) => void)
    },
    emit(type, ...args) {
      emitters.get(type)?.emit(...args)
    },
  }
}
