import type { AbortSignalLike } from './wire'

/**
 * How requests and replies are written in the messages, in both directions: the connection's `requests` option. `Request` is
 * what the server's own requests look like.
 */
export interface RequestProtocol<In = unknown, Out = unknown, Request = unknown> {
  /**
   * The message with the id in it. Called right before the message goes to the socket, so that ids increase on the wire. A
   * request that is sent again gets a new id.
   */
  tag(message: Out, id: string): Out
  /** The id that a reply carries; undefined for a message that is not a reply. */
  idOf(message: In): string | number | undefined
  /** Converts a reply to the result of the request; throws when the reply reports a failure. @default the reply itself */
  resultOf?(reply: In): unknown
  /** Whether no further reply to the same request follows, for `requestStream()`. @default false */
  isLast?(reply: In): boolean
  /**
   * The message that cancels a request. It is sent when the caller aborts, times out or leaves a stream early, but only on the
   * socket that the request was sent on. @default nothing is sent
   */
  cancel?(id: string): Out
  /** The server's own request in a message; undefined for any other message. Required for `respond()`. */
  requestOf?(message: In): Request | undefined
  /** The answer to a request of the server. Required for `respond()`. */
  reply?(result: unknown, request: Request): Out
  /** The answer when a handler of `respond()` throws. @default nothing is sent, and the error is reported */
  replyError?(error: unknown, request: Request): Out
  /** The answer when no handler of `respond()` takes the request. @default nothing is sent */
  replyUnknown?(request: Request): Out
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

export interface RespondOptions<Request = unknown> {
  /** Which requests the handler takes. @default all */
  match?(request: Request): boolean
}

/** Returns the result, or a promise of it. `signal` aborts when the socket is lost: then no answer is sent. */
export type RequestHandler<Request = unknown> = (request: Request, context: { readonly signal: AbortSignalLike }) => unknown
