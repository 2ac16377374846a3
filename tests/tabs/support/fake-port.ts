import type { PortLike } from '../../../src/tabs/worker'

type Listener = (event: { readonly data: unknown }) => void

/** One end of a port whose messages wait until the test delivers them. */
export interface FakePort extends PortLike {
  /** Delivers what has been posted to this end. */
  drain(): void
  /** How many messages wait. */
  readonly waiting: number
  /** Puts a message at the end of those that wait. */
  receive(message: unknown): void
  /** Drops what waits. */
  clear(): void
}

/** Two ends. `connect` says where the messages of the first end go from now on: the worker may be another one. */
export function createFakePort(post: (message: unknown) => void): FakePort {
  const listeners = new Set<Listener>()
  let waiting: unknown[] = []
  return {
    postMessage: (message) => post(structuredClone(message)),
    addEventListener: (type: string, listener: Listener) => void (type === 'message' && listeners.add(listener)),
    removeEventListener: (_type: string, listener: Listener) => void listeners.delete(listener),
    drain() {
      for (let next; waiting.length > 0; ) {
        next = waiting.shift()
        for (const listener of listeners) listener({ data: next })
      }
    },
    get waiting() {
      return waiting.length
    },
    receive: (message) => void waiting.push(message),
    clear: () => void (waiting = []),
  } as FakePort
}
