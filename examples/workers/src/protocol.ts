import type { ReadyState } from 'websocket-store'

/** Messages from a page to the worker. */
export type FromPage =
  /** `lock`: the name of a lock that the page holds until it closes. */
  | { type: 'join'; lock: string }
  | { type: 'leave' }
  | { type: 'send'; message: string }

/** Messages from the worker to a page. */
export type FromWorker = { type: 'state'; readyState: ReadyState } | { type: 'message'; message: string }

/** A MessagePort, a Worker in its page, or the global scope of a Worker. */
export interface Port {
  postMessage(message: unknown): void
  onmessage: ((this: never, event: MessageEvent) => unknown) | null
}
