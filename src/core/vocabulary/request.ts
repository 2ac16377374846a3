import type { AbortSignalLike } from './wire'

/** How requests and replies carry their id: told once, in the connection's `requests` option. */
export interface RequestProtocol<In = unknown, Out = unknown> {
  /** The message with the id in it. */
  tag(message: Out, id: string): Out
  /** The id that a reply carries; undefined for a message that is no reply. */
  idOf(message: In): string | undefined
  /** What the caller gets; throws when the reply says that the request failed. @default the reply itself */
  resultOf?(reply: In): unknown
}

export interface RequestOptions<In = unknown> {
  /** Recognises the reply by its content, instead of the `requests` option. The first message that matches is it. */
  match?(message: In): boolean
  /** From the call to the reply, waiting for the socket included. @default 10_000 */
  timeoutMs?: number
  /** Gives the request up; the promise rejects with the signal's reason. */
  signal?: AbortSignalLike
  /**
   * Sends it again on the next open when the socket was lost before the reply. Only for requests that may run twice.
   *
   * @default false: it rejects with `request-lost`
   */
  retryOnReconnect?: boolean
}
