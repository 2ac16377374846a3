import { failure } from '../errors'
import { systemClock } from '../platform/clock'
import type { Connection, Unsubscribe } from '../types'
import { repliesOf } from './replies'
import type { RequestOptions } from '../request-types'

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
      /** Whether the server may have it, on the socket that is open now. */
      let isUnderWay = false
      let isToRepeat = false

      const lose = () => reject(failure('request-lost', connection.getSnapshot().error, false))
      const abort = () => reject(signal?.reason as Error)

      function send(): void {
        isToRepeat = false
        if (connection.send(exchange.message) === 'dropped') lose()
        isUnderWay = connection.openEvent !== null
      }

      function closed(): void {
        // An end for good is told as a state before it is told as a close.
        const isRepeatable = retryOnReconnect && connection.getSnapshot().phase !== 'closed'
        if (isUnderWay && !isRepeatable) lose()
        isToRepeat ||= isUnderWay
        isUnderWay = false
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
        connection.on('open', () => (isToRepeat ? send() : (isUnderWay = true))),
        connection.on('close', closed),
        connection.on('state', ({ phase }) => isToRepeat && phase === 'closed' && lose()),
        connection.on('drop', (dropped) => dropped.message === exchange.message && lose()),
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
  const { requests } = connection.options
  if (!requests) throw new TypeError('Pass `match`, or give the connection a `requests` option, which tells how a reply carries its id.')
  const replies = repliesOf(connection, requests)
  const id = replies.nextId()
  return {
    message: requests.tag(message, id),
    expect: (accept) => replies.expect(id, accept),
    resultOf: (reply) => (requests.resultOf ? requests.resultOf(reply) : reply),
  }
}
