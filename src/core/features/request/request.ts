import { failure } from '../../vocabulary/errors'
import { systemClock } from '../../platform/clock'
import type { Connection } from '../../vocabulary/connection'
import type { DroppedMessage, SendResult } from '../../vocabulary/events'
import type { Unsubscribe } from '../../vocabulary/wire'
import { repliesOf } from './replies'
import type { RequestOptions } from '../../vocabulary/request'

const DEFAULT_TIMEOUT_MS = 10_000

/**
 * Sends a message, in order with all others, and resolves with its reply. It holds demand while it waits, so it also works
 * on a connection that nobody else uses.
 *
 * Rejects with a ConnectionError: `request-timeout`; `request-lost` when the socket was lost before the reply or the
 * message was dropped; `request-refused` when `resultOf` throws, with that in `cause`; `encode-failed`. Rejects with the
 * signal's reason when it aborts.
 */
export async function request<In, Out, Reply = In>(
  connection: Connection<In, Out>,
  message: Out,
  options: RequestOptions<In> = {},
): Promise<Reply> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, retryOnReconnect = false } = options
  const signal = options.signal
  signal?.throwIfAborted()
  const exchange = exchangeOf(connection, message, options)
  const stops: Unsubscribe[] = []

  try {
    return await new Promise<Reply>((resolve, reject) => {
      /** What the connection answered last; null when it is to be sent, or sent anew. */
      let result: SendResult | null = null
      let isToRepeat = false

      // Put off, because what waits is dropped before the connection shows why it gave up.
      const lose = () =>
        void Promise.resolve().then(() => reject(failure('request-lost', connection.getSnapshot().error, false)))
      const abort = () => reject(signal?.reason as Error)
      const isQueued = () => result === 'queued' && connection.queuedMessages.includes(exchange.message)

      function send(): void {
        isToRepeat = false
        result = null
        result = connection.send(exchange.message)
        if (result === 'dropped') lose()
      }

      /** What still waits in the queue goes out on the next open; of anything else the server may have heard. */
      function closed(): void {
        if (!result || isQueued()) return
        result = null
        // An end for good is told as a state before it is told as a close.
        isToRepeat = retryOnReconnect && connection.getSnapshot().phase !== 'closed'
        if (!isToRepeat) lose()
      }

      /** An equal string may be somebody else's: ours is not the one that is dropped while it waits, or before it was taken. */
      function dropped({ message: given }: DroppedMessage<Out>): void {
        if (given === exchange.message && result === 'queued' && !isQueued()) lose()
      }

      function accept(reply: In): void {
        try {
          resolve(exchange.resultOf(reply) as Reply)
        } catch (cause) {
          reject(failure('request-refused', cause, false))
        }
      }

      signal?.addEventListener('abort', abort)
      stops.push(
        () => signal?.removeEventListener('abort', abort),
        systemClock.setTimer(() => reject(failure('request-timeout')), timeoutMs),
        exchange.expect(accept),
        connection.on('open', () => isToRepeat && send()),
        connection.on('close', closed),
        connection.on('state', ({ phase }) => isToRepeat && phase === 'closed' && lose()),
        connection.on('drop', dropped),
        connection.retain(),
      )
      send()
    })
  } finally {
    for (const stop of stops) stop()
  }
}

interface Exchange<In, Out> {
  readonly message: Out
  expect(accept: (reply: In) => void): Unsubscribe
  resultOf(reply: In): unknown
}

/** How a message and its reply find each other: by a test of its own, or by the connection's `requests` option. */
function exchangeOf<In, Out>(connection: Connection<In, Out>, message: Out, { match }: RequestOptions<In>): Exchange<In, Out> {
  if (match)
    return {
      message,
      expect: (accept) => connection.onMessage((reply) => match(reply) && accept(reply)),
      resultOf: (reply) => reply,
    }
  const requests = connection.option('requests')
  if (!requests) throw new TypeError('Pass `match`, or give the connection a `requests` option, which tells how a reply carries its id.')
  const replies = repliesOf(connection, requests)
  const id = replies.nextId()
  return {
    message: requests.tag(message, id),
    expect: (accept) => replies.expect(id, accept),
    resultOf: (reply) => (requests.resultOf ? requests.resultOf(reply) : reply),
  }
}
