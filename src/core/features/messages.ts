import { failure } from '../errors'
import type { AbortSignalLike } from '../types'
import { listenTo, type Interest, type MessageSource } from './message-source'

export interface MessagesOptions<In = unknown, Selected = In> extends Interest<In, Selected> {
  /** Greatest number of messages that wait to be taken. @default 1000 */
  limit?: number
  /** Ends the iteration. */
  signal?: AbortSignalLike
  /**
   * Told of each message that had to give way because the buffer was full; the newest stay. Without it the iteration
   * throws `messages-lost` after the messages that came before the loss.
   */
  onLoss?(message: Selected): void
}

const DEFAULT_LIMIT = 1000

/**
 * Every message from the start of the loop on, for `for await`. Takes no demand. Ends when the signal aborts, at
 * `disconnect()` and at `dispose()`; throws the connection's error when it gives up.
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
): AsyncIterator<Selected, undefined> {
  const { limit = DEFAULT_LIMIT, onLoss } = options
  const signal = options.signal
  type Result = IteratorResult<Selected, undefined>
  const buffer: Selected[] = []
  const waiting: ((result: Result | Promise<Result>) => void)[] = []
  /** What every further `next()` answers once the buffer is empty. */
  let last: (() => Result | Promise<Result>) | null = null

  function end(answer: () => Result | Promise<Result> = () => ({ done: true, value: undefined })): void {
    if (last) return
    last = answer
    for (const stop of stops) stop()
    for (const resolve of waiting.splice(0)) resolve(answer())
  }
  const fail = (error: Error) => end(() => Promise.reject(error))

  function take(message: Selected): void {
    const resolve = waiting.shift()
    if (resolve) return resolve({ done: false, value: message })
    if (buffer.length < limit) return void buffer.push(message)
    if (!onLoss) return fail(failure('messages-lost'))
    buffer.push(message)
    onLoss(buffer.shift()!)
  }

  const abort = () => end()
  const stops = [
    listenTo(source, () => options, take),
    source.on('state', ({ phase, error }) => phase === 'closed' && (error ? fail(error) : end())),
    () => signal?.removeEventListener('abort', abort),
  ]
  signal?.addEventListener('abort', abort)
  if (signal?.aborted) abort()

  return {
    async next() {
      if (buffer.length > 0) return { done: false, value: buffer.shift()! }
      return last ? last() : new Promise<Result>((resolve) => waiting.push(resolve))
    },
    return() {
      buffer.length = 0
      end()
      return Promise.resolve({ done: true, value: undefined })
    },
  }
}
