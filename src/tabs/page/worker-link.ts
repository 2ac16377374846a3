import { systemClock } from '../../core/platform/clock'
import { listenTo, watchWorker, type PortLike, type PortListener } from '../../core/platform/ports'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import type { PageMessage } from '../protocol/messages'

/** A shared worker, a dedicated one, or the port of either. */
export type TabsWorker = PortLike | { readonly port: PortLike }

/** Where the worker comes from: the same object always, or a function that starts it. */
export type WorkerSource = TabsWorker | (() => TabsWorker)

/** A worker that this page has started ends this long after the page has left it. Its sockets are closed by then. */
const TERMINATE_AFTER_MS = 5000

export interface WorkerLink {
  /**
   * Starts the worker, or one that replaces the last one, where that is known how.
   *
   * @throws What the function that starts it throws.
   */
  start(): void
  /** Throws when the message cannot be cloned. Without a worker nothing happens. */
  post(message: PageMessage): void
  sayGoodbye(): void
  end(): void
}

/** The worker of a page, and the port to it. */
export function createWorkerLink(source: WorkerSource, listener: PortListener & { broken(cause: unknown): void }): WorkerLink {
  let port: PortLike | null = null
  let leave: Unsubscribe = () => {}

  /** A dedicated worker has one page. */
  const sayGoodbye = () => port?.postMessage({ type: 'goodbye', isAlone: port.terminate !== undefined } satisfies PageMessage)

  function start(): void {
    const worker = typeof source === 'function' ? source() : source
    const next = 'port' in worker ? worker.port : worker
    if (next === port) return
    leave()
    port = next
    const stops = [watchWorker(worker, listener.broken), listenTo(next, listener)]
    leave = () => {
      sayGoodbye()
      port = null
      leave = () => {}
      for (const stop of stops) stop()
      // The caller has what the caller gave.
      if (typeof source !== 'function') return
      next.close?.()
      systemClock.setTimer(() => next.terminate?.(), TERMINATE_AFTER_MS)
    }
  }

  return { start, post: (message) => port?.postMessage(message), sayGoodbye, end: () => leave() }
}
