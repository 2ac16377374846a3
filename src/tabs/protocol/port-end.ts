import type { PortLike } from '../../core/platform/ports'

type Listener = (event: { readonly data: unknown }) => void

/** A port of this package's own. Messages arrive in order, each once. `postMessage` throws a DataCloneError, and sends nothing, if the message cannot be copied. */
export interface Port extends PortLike {
  /** `close`: the other end closed the port. */
  addEventListener(type: 'message' | 'close', listener: Listener): void
  removeEventListener(type: 'message' | 'close', listener: Listener): void
  /** Messages that arrived before wait for this call. */
  start(): void
  close(): void
}

export interface PortEnd {
  readonly port: Port
  receive(message: unknown): void
  /** The other end closed the port. */
  closed(): void
}

/**
 * One end of a port.
 *
 * @param close Called once, when this end is closed.
 */
export function createPortEnd(send: (message: unknown) => void, close: () => void, start: () => void = () => {}): PortEnd {
  const listeners = { message: new Set<Listener>(), close: new Set<Listener>() }
  /** Those of a MessagePort listen to more, such as `messageerror`. */
  const listenersOf = (type: string): Set<Listener> | undefined => listeners[type as keyof typeof listeners]
  const emit = (type: 'message' | 'close', data: unknown) => {
    for (const listener of [...listeners[type]]) listener({ data })
  }
  let early: unknown[] | null = []
  let isOpen = true
  const port: Port = {
    postMessage(message) {
      if (isOpen) send(message)
    },
    addEventListener: (type, listener) => void listenersOf(type)?.add(listener),
    removeEventListener: (type, listener) => void listenersOf(type)?.delete(listener),
    start() {
      if (!early) return
      const waiting = early
      early = null
      start()
      for (const message of waiting) emit('message', message)
    },
    close() {
      if (!isOpen) return
      isOpen = false
      close()
    },
  }
  return {
    port,
    receive(message) {
      if (!isOpen) return
      if (early) early.push(message)
      else emit('message', message)
    },
    closed() {
      if (!isOpen) return
      isOpen = false
      emit('close', undefined)
    },
  }
}
