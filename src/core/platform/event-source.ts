/** What a browser's `EventSource` is made of, as far as it matters here. */
export interface EventSourceLike {
  readonly readyState: number
  addEventListener(type: never, listener: never): void
  close(): void
}

/** The browser's, or any that behaves like it, such as that of the `eventsource` package. */
export type EventSourceConstructor = new (url: string, init?: never) => EventSourceLike

/** The global one, where there is one. */
export const globalEventSource = (): EventSourceConstructor | undefined =>
  typeof EventSource === 'undefined' ? undefined : EventSource
