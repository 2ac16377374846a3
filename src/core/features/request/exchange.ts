import { systemClock } from '../../platform/clock'
import { tryTo } from '../../policy/try-to'
import type { Connection } from '../../vocabulary/connection'
import { failure, mistake } from '../../vocabulary/errors'
import type { DroppedMessage } from '../../vocabulary/events'
import type { RequestOptions } from '../../vocabulary/request'
import type { Unsubscribe } from '../../vocabulary/wire'
import { canSendNow } from '../can-send-now'
import { featureTapOf, type FeatureTap } from '../tap/feature-tap'
import { repliesOf } from './replies'

type TappedRequest = Parameters<FeatureTap['request']>[0]
type RequestStage = TappedRequest['stage']

const DEFAULT_TIMEOUT_MS = 10_000

/** For tools, which must tell requests apart whose messages are equal. */
let count = 0

export interface ExchangeListener<In> {
  isLast(reply: In): boolean
  take(result: unknown, isLast: boolean): void
  /** Called at most once, after which nothing follows. */
  fail(error: Error): void
}

export interface Exchange {
  /** @throws TypeError when nothing defines how to recognise a reply; the signal's reason when it is aborted. */
  start(): void
  /** Ends it, and sends the server the message of `requests.cancel` if the request was sent. */
  cancel(): void
  /** Ends it, and sends nothing: the caller needs no further reply. */
  end(): void
}

/** One request and its replies, over all sockets that it is sent on. Takes demand until it ends. */
export function createExchange<In, Out>(
  connection: Connection<In, Out>,
  message: Out,
  { match, signal, timeoutMs = DEFAULT_TIMEOUT_MS, retryOnReconnect = false }: RequestOptions<In>,
  listener: ExchangeListener<In>,
): Exchange {
  const replies = repliesOf(connection)
  /** Null while the request has to be sent, or sent again. */
  let sent: { readonly id: string; readonly stop: Unsubscribe } | null = null
  let mustResend = false
  let isOver = false
  let stopTimer: Unsubscribe = () => {}
  let stops: readonly Unsubscribe[] = []
  const request = ++count
  const tell = (stage: RequestStage, more?: Partial<TappedRequest>) => featureTapOf(connection)?.request({ request, stage, ...more })

  /** Read for each use: options are live. */
  function protocol() {
    const requests = connection.option('requests')
    if (requests) return requests
    throw mistake('requests-missing')
  }

  const entry = {
    message,
    /** Only now, so that ids increase on the wire, and no message from before is taken for the reply. */
    stamp(own: Out): Out {
      const id = match ? '' : replies.nextId()
      sent = { id, stop: match ? connection.onMessage((reply) => match(reply) && accept(reply)) : replies.expect(id, accept) }
      tell('sent')
      return match ? own : protocol().tag(own, id)
    },
  }

  function send(): void {
    mustResend = false
    try {
      if (replies.send(entry) === 'dropped' && replies.forget(entry)) failAsLost()
    } catch (error) {
      replies.forget(entry)
      failToEncode(error)
    }
  }

  function accept(reply: In): void {
    stopTimer()
    let result: unknown = reply
    let isLast: boolean
    try {
      if (!match && protocol().resultOf) result = protocol().resultOf?.(reply)
      isLast = listener.isLast(reply)
    } catch (cause) {
      return fail(failure('request-refused', cause, false))
    }
    tell('reply', { message: reply })
    if (isLast) end('replied')
    listener.take(result, isLast)
  }

  /** Ends it, unless it has ended. */
  function end(outcome: TappedRequest['outcome'], error?: unknown): boolean {
    if (isOver) return false
    isOver = true
    tell('end', { outcome, error })
    replies.withdraw(entry)
    sent?.stop()
    stopTimer()
    for (const stop of stops) stop()
    return true
  }

  function fail(error: Error): void {
    if (end('failed', error)) listener.fail(error)
  }

  const failToEncode = (error: unknown) =>
    fail((error as { code?: unknown } | null)?.code === 'encode-failed' ? (error as Error) : failure('encode-failed', error))

  // Deferred, because queued messages are dropped before the connection shows its error.
  function failAsLost(): void {
    void Promise.resolve().then(() => fail(failure('request-lost', connection.getSnapshot().error, false)))
  }

  function cancel(outcome: TappedRequest['outcome'] = 'cancelled', error?: unknown): void {
    // Before the end, which may close the connection.
    if (!isOver) tryTo(sendCancel, systemClock.reportError)
    end(outcome, error)
  }

  /** A request that was sent was sent on the socket that is open. */
  function sendCancel(): void {
    const message = sent?.id && canSendNow(connection) ? connection.option('requests')?.cancel?.(sent.id) : undefined
    if (message !== undefined) connection.send(message, { queue: false })
  }

  function cancelWith(error: Error, outcome: TappedRequest['outcome'] = 'failed'): void {
    if (isOver) return
    cancel(outcome, error)
    listener.fail(error)
  }

  /** A queued request goes out on the next open. The server may have received a sent one. */
  function closed(): void {
    if (!sent) return
    sent.stop()
    sent = null
    // The final state is emitted before the close.
    mustResend = retryOnReconnect && connection.getSnapshot().phase !== 'closed'
    if (!mustResend) failAsLost()
  }

  function dropped({ message: given, reason, error }: DroppedMessage<Out>): void {
    if (given !== message) return
    if (sent && reason === 'refused') return failToEncode(error)
    // Deferred, until `send()` has returned whether it was the message of that call.
    void Promise.resolve().then(() => {
      if (replies.isDropped(entry) && replies.forget(entry)) failAsLost()
    })
  }

  return {
    start() {
      if (!match) protocol()
      signal?.throwIfAborted()
      const abort = () => cancelWith(signal!.reason as Error, 'cancelled')
      signal?.addEventListener('abort', abort)
      stopTimer = systemClock.setTimer(() => cancelWith(failure('request-timeout')), timeoutMs)
      stops = [
        () => signal?.removeEventListener('abort', abort),
        connection.on('open', () => mustResend && send()),
        connection.on('close', closed),
        connection.on('state', ({ phase }) => mustResend && phase === 'closed' && failAsLost()),
        connection.on('drop', dropped),
        connection.retain(),
      ]
      tell('start', { message })
      send()
    },
    cancel: () => cancel(),
    end: () => void end('replied'),
  }
}
