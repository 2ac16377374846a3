import type { FromPage, FromWorker, Port } from './protocol'

export interface Remote {
  on(listener: (message: FromWorker) => void): void
  join(): void
  leave(): void
  send(message: string): void
}

/** Gives a page access to a connection that a worker owns. */
export function createRemote(port: Port): Remote {
  const listeners = new Set<(message: FromWorker) => void>()
  const post = (message: FromPage) => port.postMessage(message)
  const lock = crypto.randomUUID()
  // The page holds the lock until it closes. The worker waits for that.
  const isHeld = new Promise<void>((resolve) => {
    void navigator.locks.request(lock, () => {
      resolve()
      return new Promise(() => {})
    })
  })
  port.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    for (const listener of listeners) listener(data)
  }
  return {
    on: (listener) => void listeners.add(listener),
    join: () => void isHeld.then(() => post({ type: 'join', lock })),
    leave: () => post({ type: 'leave' }),
    send: (message) => post({ type: 'send', message }),
  }
}
