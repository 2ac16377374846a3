import type { Connection } from '../../vocabulary/connection'
import type { RequestOptions } from '../../vocabulary/request'
import { createMessageBuffer, type BufferOptions } from '../message-buffer'
import { createExchange } from './exchange'

export interface RequestStreamOptions<In = unknown, Reply = In> extends RequestOptions<In>, BufferOptions<Reply> {
  /** Longest time from the start to the first reply, including the wait for the socket. @default 10_000 */
  timeoutMs?: number
  /** Whether no further reply follows. @default `isLast` of the `requests` option; with `match`, false */
  isLast?(reply: In): boolean
}

/**
 * Every reply to one request, for `for await`. Sends the request when the loop starts, once for each loop, and takes demand
 * until it ends.
 *
 * Ends after the reply for which `isLast` is true. That reply is yielded too, unless `resultOf` returns undefined for it.
 * Throws what `request()` rejects with, after the replies that came before; when the signal aborts, at once. With
 * `retryOnReconnect` a lost socket does not end it: the request is sent again, and its replies follow.
 */
export const requestStream = <In, Out, Reply = In>(
  connection: Connection<In, Out>,
  message: Out,
  options: RequestStreamOptions<In, Reply> = {},
): AsyncIterable<Reply> => ({
  [Symbol.asyncIterator]: () => iterate(connection, message, options),
})

function iterate<In, Out, Reply>(
  connection: Connection<In, Out>,
  message: Out,
  options: RequestStreamOptions<In, Reply>,
): AsyncIterableIterator<Reply, undefined> {
  const { match, signal } = options
  const { iterator, take, end, fail, clear } = createMessageBuffer<Reply>(options, () => exchange.cancel())
  const exchange = createExchange(connection, message, options, {
    isLast: (reply) => (options.isLast ? options.isLast(reply) : !match && connection.option('requests')?.isLast?.(reply) === true),
    take(result, isLast) {
      if (!isLast || result !== undefined) take(result as Reply)
      if (isLast) end()
    },
    fail(error) {
      if (signal?.aborted) clear()
      fail(error)
    },
  })

  let isStarted = false
  function start(): void {
    if (isStarted) return
    isStarted = true
    try {
      exchange.start()
    } catch (error) {
      fail(error as Error)
    }
  }

  return {
    ...iterator,
    next() {
      start()
      return iterator.next()
    },
    return() {
      isStarted = true
      return iterator.return()
    },
  }
}
