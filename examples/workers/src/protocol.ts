import type { ReadyState } from 'websocket-store'

/** What a page says to the worker. */
export type FromPage =
  /** `lock`: the page holds a lock of that name for as long as it lives. */
  | { type: 'want'; lock: string }
  | { type: 'leave' }
  | { type: 'send'; message: string }

/** What the worker says to a page. */
export type FromWorker = { type: 'state'; readyState: ReadyState } | { type: 'message'; message: string }

/** A MessagePort, a Worker as its page sees it, or the page as its Worker sees it. */
export interface Port {
  postMessage(message: unknown): void
  onmessage: ((this: never, event: MessageEvent) => unknown) | null
}
