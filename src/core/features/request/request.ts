import { failure } from '../../vocabulary/errors'
import { systemClock } from '../../platform/clock'
import type { Connection } from '../../vocabulary/connection'
import type { DroppedMessage, SendResult } from '../../vocabulary/events'
import type { Unsubscribe } from '../../vocabulary/wire'
import { repliesOf } from './replies'
import type { RequestOptions } from '../../vocabulary/request'

const DEFAULT_TIMEOUT_MS = 10_000

/**
 * Sends a message, in order with all others, and resolves with its reply. It takes demand while it waits, so it also works
 * on a connection without other users.
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
      /** The last result of `send()`; null while the message has to be sent, or sent again. */
      let result: SendResult | null = null
      let mustResend = false

      // Deferred, because queued messages are dropped before the connection shows its error.
      const rejectAsLost = () =>
        void Promise.resolve().then(() => reject(failure('request-lost', connection.getSnapshot().error, false)))
      const abort = () => reject(signal?.reason as Error)
      const isQueued = () => result === 'queued' && connection.queuedMessages.includes(exchange.message)

      function send(): void {
        mustResend = false
        result = null
        result = connection.send(exchange.message)
        if (result === 'dropped') rejectAsLost()
      }

      /** A queued message goes out on the next open. The server may have received any other one. */
      function closed(): void {
        if (!result || isQueued()) return
        result = null
        // The final state is emitted before the close.
        mustResend = retryOnReconnect && connection.getSnapshot().phase !== 'closed'
        if (!mustResend) rejectAsLost()
      }

      /** An equal string may belong to another sender. Ours was dropped only if it had been queued and no longer is. */
      function dropped({ message: given }: DroppedMessage<Out>): void {
        if (given === exchange.message && result === 'queued' && !isQueued()) rejectAsLost()
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
        connection.on('open', () => mustResend && send()),
        connection.on('close', closed),
        connection.on('state', ({ phase }) => mustResend && phase === 'closed' && rejectAsLost()),
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

/** How a reply is matched to its message: by the `match` option, or by the connection's `requests` option. */
function exchangeOf<In, Out>(connection: Connection<In, Out>, message: Out, { match }: RequestOptions<In>): Exchange<In, Out> {
  if (match)
    return {
      message,
      expect: (accept) => connection.onMessage((reply) => match(reply) && accept(reply)),
      resultOf: (reply) => reply,
    }
  const requests = connection.option('requests')
  if (!requests) throw new TypeError('Pass `match`, or give the connection a `requests` option, which defines how a reply carries its id.')
  const replies = repliesOf(connection)
  const id = replies.nextId()
  return {
    message: requests.tag(message, id),
    expect: (accept) => replies.expect(id, accept),
    resultOf(reply) {
      const current = connection.option('requests')
      return current?.resultOf ? current.resultOf(reply) : reply
    },
  }
}
