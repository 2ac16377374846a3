import { failure } from '../vocabulary/errors'
import type { AbortSignalLike } from '../vocabulary/wire'
import type { ConnectionSnapshot } from '../vocabulary/events'
import { systemClock } from '../platform/clock'
import { tryTo } from '../policy/try-to'
import type { Interest, ReplayOption } from '../vocabulary/message-view'
import { connectionStateOf, takeFrom, type MessageSource } from './message-source'

export interface MessagesOptions<In = unknown, Selected = In> extends Interest<In, Selected>, ReplayOption {
  /** Greatest number of messages that wait to be taken. @default 1000 */
  limit?: number
  /** Ends the iteration. */
  signal?: AbortSignalLike
  /**
   * Called with each message that was dropped because the buffer was full; the newest stay. Without it the iteration
   * throws `messages-lost` after the messages that came before the loss.
   */
  onLoss?(message: Selected): void
}

const DEFAULT_LIMIT = 1000

/**
 * Every message from the start of the loop on, for `for await`; before them what the `history` option kept. Takes no demand. Ends when the signal aborts, at
 * `disconnect()` and at `dispose()`; throws the connection's error when it gives up. On a connection that is already closed so
 * it ends, or throws, at once.
 */
export const messages = <In, Selected = In>(
  source: MessageSource<In>,
  options: MessagesOptions<In, Selected> = {},
): AsyncIterable<Selected> => ({
  [Symbol.asyncIterator]: () => iterate(source, options),
})

function iterate<In, Selected>(
  source: MessageSource<In>,
  options: MessagesOptions<In, Selected>,
): AsyncIterableIterator<Selected, undefined> {
  const { limit = DEFAULT_LIMIT, onLoss } = options
  const signal = options.signal
  type Result = IteratorResult<Selected, undefined>
  const buffer: Selected[] = []
  const waiting: ((result: Result | Promise<Result>) => void)[] = []
  let isOver = false
  /** Thrown once, after what came before it. */
  let error: Error | null = null

  function end(why: Error | null = null): void {
    if (isOver) return
    isOver = true
    error = why
    for (const stop of stops) stop()
    for (const resolve of waiting.splice(0)) resolve(last())
  }

  function last(): Result | Promise<Result> {
    const why = error
    error = null
    return why ? Promise.reject(why) : { done: true, value: undefined }
  }

  function take(message: Selected): void {
    const resolve = waiting.shift()
    if (resolve) return resolve({ done: false, value: message })
    if (buffer.length < limit) return void buffer.push(message)
    if (!onLoss) return end(failure('messages-lost'))
    buffer.push(message)
    onLoss(buffer.shift()!)
  }

  function follow(state: ConnectionSnapshot | undefined): void {
    if (state?.phase === 'closed') end(state.error)
  }

  const abort = () => end()
  const stops = [
    source.onMessage((message) => takeFrom(message, options, take)),
    source.on('state', follow),
    () => signal?.removeEventListener('abort', abort),
  ]
  if (options.replay !== false)
    for (const { message } of (source.history ?? []).slice(-limit)) tryTo(() => takeFrom(message, options, take), systemClock.reportError)
  signal?.addEventListener('abort', abort)
  if (signal?.aborted) abort()
  // A connection that is closed already emits no event.
  follow(connectionStateOf(source))

  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      if (buffer.length > 0) return { done: false, value: buffer.shift()! }
      return isOver ? last() : new Promise<Result>((resolve) => waiting.push(resolve))
    },
    return() {
      buffer.length = 0
      end()
      error = null
      return Promise.resolve({ done: true, value: undefined })
    },
  }
}
