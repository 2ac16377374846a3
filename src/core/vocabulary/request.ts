import type { AbortSignalLike } from './wire'

/** How requests and replies carry their id: the connection's `requests` option. */
export interface RequestProtocol<In = unknown, Out = unknown> {
  /** The message with the id in it. */
  tag(message: Out, id: string): Out
  /** The id that a reply carries; undefined for a message that is not a reply. */
  idOf(message: In): string | undefined
  /** Converts a reply to the result of the request; throws when the reply reports a failure. @default the reply itself */
  resultOf?(reply: In): unknown
}

export interface RequestOptions<In = unknown> {
  /** Recognises the reply by its content, instead of the `requests` option. The first message that matches is the reply. */
  match?(message: In): boolean
  /** Longest time from the call to the reply, including the wait for the socket. @default 10_000 */
  timeoutMs?: number
  /** Cancels the request; the promise rejects with the signal's reason. */
  signal?: AbortSignalLike
  /**
   * Sends it again on the next open when the socket was lost before the reply. Only for requests that may run twice.
   *
   * @default false: it rejects with `request-lost`
   */
  retryOnReconnect?: boolean
}
