/** The part of a browser's `EventSource` that this package uses. */
export interface EventSourceLike {
  readonly readyState: number
  addEventListener(type: never, listener: never): void
  close(): void
}

/** The browser's, or one that behaves like it, such as that of the `eventsource` package. */
export type EventSourceConstructor = new (url: string, init?: never) => EventSourceLike

/** The global one, if there is one. */
export const globalEventSource = (): EventSourceConstructor | undefined =>
  typeof EventSource === 'undefined' ? undefined : EventSource
