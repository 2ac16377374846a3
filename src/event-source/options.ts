import type { EventSourceConstructor } from '../core/platform/event-source'

export interface EventSourceTransportOptions {
  /** @default globalThis.EventSource */
  EventSource?: EventSourceConstructor
  /** Sends cookies to another origin, too. @default false */
  withCredentials?: boolean
  /**
   * The query parameter in which a later dial tells the server the id of the last event: a new `EventSource` cannot send it in
   * the `Last-Event-ID` header. Null: not told, unless `init` does.
   *
   * @default 'lastEventId'
   */
  lastEventIdParam?: string | null
  /** More for the second argument of the constructor, asked on each dial, such as headers where it knows them. */
  init?(context: { /** Empty when there was none. */ readonly lastEventId: string }): object
  /**
   * Which stream a url is of: ids are kept for each. Needed when a url function puts something new in the url each time.
   *
   * @default the url itself
   */
  streamOf?(url: string): string
  /**
   * Whether a failed dial is final, so that no further attempt follows. Browsers do not tell the status.
   *
   * @default the constructor tells that the status was 204, with which a server ends a stream for good
   */
  isFatal?(error: { readonly code?: unknown }): boolean
}
