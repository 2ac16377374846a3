import { createEmitter, type Emitter } from './reactive/emitter'
import type { ConnectionListeners, Unsubscribe } from './types'

/** The listeners of `Connection.on`; a type that nobody listens to costs nothing. */
export interface Listeners<In, Out> {
  on<K extends keyof ConnectionListeners<In, Out>>(type: K, listener: ConnectionListeners<In, Out>[K]): Unsubscribe
  emit<K extends keyof ConnectionListeners<In, Out>>(type: K, ...args: Parameters<ConnectionListeners<In, Out>[K]>): void
}

export function createListeners<In, Out>(report: (error: unknown) => void): Listeners<In, Out> {
  const emitters = new Map<string, Emitter<unknown[]>>()
  return {
    on(type, listener) {
      let emitter = emitters.get(type)
      if (!emitter) emitters.set(type, (emitter = createEmitter(report)))
      return emitter.add(listener as (...args: unknown[]) => void)
    },
    emit(type, ...args) {
      emitters.get(type)?.emit(...args)
    },
  }
}

/** Calls `changed` with +1 for each subscription and -1 for its end, so that a listened-to connection can be kept. */
export function counted(unsubscribe: Unsubscribe, changed: (by: 1 | -1) => void): Unsubscribe {
  let isSubscribed = true
  changed(1)
  return () => {
    if (!isSubscribed) return
    isSubscribed = false
    unsubscribe()
    changed(-1)
  }
}
