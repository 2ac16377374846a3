import type { Unsubscribe } from '../vocabulary/wire'

/** One end of a message channel: a `MessagePort`, or a dedicated worker. */
export interface PortLike {
  postMessage(message: unknown): void
  addEventListener(type: never, listener: never): void
  removeEventListener(type: never, listener: never): void
  /** A message port delivers nothing before it. */
  start?(): void
  close?(): void
  /** A dedicated worker ends with it. */
  terminate?(): void
}

/** What may arrive at a port. */
export interface PortListener {
  receive(data: unknown): void
  /** A message arrived that cannot be read here: memory that is shared with another agent cluster, for example. */
  failed(): void
  /** The other end is gone. Some engines do not notice it. */
  closed(): void
}

export function listenTo(port: PortLike, { receive, failed, closed }: PortListener): Unsubscribe {
  const listeners = { message: (event: Event) => receive((event as MessageEvent).data), messageerror: () => failed(), close: () => closed() }
  return listen(port, listeners, () => port.start?.())
}

/** Calls `failed` when the script of the worker cannot be loaded or throws. A port alone emits nothing then. */
export const watchWorker = (worker: object, failed: (event: unknown) => void): Unsubscribe =>
  'addEventListener' in worker ? listen(worker, { error: failed }) : () => {}

function listen(target: object, listeners: Record<string, (event: Event) => void>, ready?: () => void): Unsubscribe {
  const { addEventListener, removeEventListener } = target as EventTarget
  for (const type in listeners) addEventListener.call(target, type, listeners[type]!)
  ready?.()
  return () => {
    for (const type in listeners) removeEventListener.call(target, type, listeners[type]!)
  }
}

/** The globals of a worker that this package uses. */
interface WorkerScope extends EventTarget {
  readonly document?: unknown
  readonly onconnect?: unknown
  readonly importScripts?: unknown
}

/**
 * Calls `accept` with the port of each page that connects to this worker: with many ports in a shared worker, with the global scope
 * itself in a dedicated one. Nothing happens elsewhere.
 */
export function acceptPorts(accept: (port: PortLike) => void): Unsubscribe {
  const scope = (typeof self === 'undefined' ? undefined : self) as unknown as WorkerScope | undefined
  if (!scope || scope.document !== undefined || scope.importScripts === undefined) return () => {}
  if (!('onconnect' in scope)) {
    accept(scope as unknown as PortLike)
    return () => {}
  }
  const connected = (event: Event) => accept((event as MessageEvent).ports[0] as unknown as PortLike)
  scope.addEventListener('connect', connected)
  return () => scope.removeEventListener('connect', connected)
}

/** Calls `hide` when the page goes to the back-forward cache or ends, `show` when it returns. Nothing happens outside of a page. */
export function watchPage(hide: () => void, show: () => void): Unsubscribe {
  if (typeof document === 'undefined') return () => {}
  const restored = (event: Event) => (event as PageTransitionEvent).persisted && show()
  addEventListener('pagehide', hide)
  addEventListener('pageshow', restored)
  return () => {
    removeEventListener('pagehide', hide)
    removeEventListener('pageshow', restored)
  }
}
