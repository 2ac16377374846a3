import type { EventSourceConstructor } from '../core/platform/event-source'

export interface EventSourceTransportOptions {
  /** @default globalThis.EventSource */
  EventSource?: EventSourceConstructor
  /** Sends cookies to another origin, too. @default false */
  withCredentials?: boolean
  /**
   * The query parameter with the id of the last event, for later dials: a new `EventSource` cannot send the
   * `Last-Event-ID` header. Null: no parameter.
   *
   * @default 'lastEventId'
   */
  lastEventIdParam?: string | null
  /** More options for the constructor, such as headers where it supports them. Called on each dial. */
  init?(context: { /** Empty when there was none. */ readonly lastEventId: string }): object
  /**
   * Names the stream of a url: the last id is kept for each stream. Needed when a url function returns another url each time.
   *
   * @default the url itself
   */
  streamOf?(url: string): string
  /**
   * Whether a failed dial is final, so that no further attempt follows. Browsers do not expose the HTTP status.
   *
   * @default the status was 204, with which a server ends a stream for good, where the constructor exposes it
   */
  isFatal?(error: { readonly code?: unknown }): boolean
}
