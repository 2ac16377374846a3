import type { FromPage, FromWorker, Port } from './protocol'

export interface Remote {
  on(listener: (news: FromWorker) => void): void
  want(): void
  leave(): void
  send(message: string): void
}

/** The page's end of a connection that a worker holds. */
export function createRemote(port: Port): Remote {
  const listeners = new Set<(news: FromWorker) => void>()
  const tell = (wish: FromPage) => port.postMessage(wish)
  const lock = crypto.randomUUID()
  // Held until the page is gone; the worker waits for that.
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
    want: () => void isHeld.then(() => tell({ type: 'want', lock })),
    leave: () => tell({ type: 'leave' }),
    send: (message) => tell({ type: 'send', message }),
  }
}
