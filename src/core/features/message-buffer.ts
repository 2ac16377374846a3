import { failure } from '../vocabulary/errors'

export interface BufferOptions<T> {
  /** Greatest number of messages that wait to be taken. @default 1000 */
  limit?: number
  /**
   * Called with each message that was dropped because the buffer was full; the newest stay. Without it the iteration
   * throws `messages-lost` after the messages that came before the loss.
   */
  onLoss?(message: T): void
}

/** What arrives between two calls of `next()`. */
export interface MessageBuffer<T> {
  readonly iterator: Required<Pick<AsyncIterableIterator<T, undefined>, 'next' | 'return' | typeof Symbol.asyncIterator>>
  take(message: T): void
  /** Ends the iteration after the messages that are buffered. */
  end(): void
  /** The same, then `next()` rejects once with `reason`. */
  fail(reason: Error): void
  clear(): void
}

export const DEFAULT_LIMIT = 1000

/** @param onEnd Called once, when the iteration ends for whatever reason. */
export function createMessageBuffer<T>(options: BufferOptions<T>, onEnd: () => void): MessageBuffer<T> {
  const { limit = DEFAULT_LIMIT, onLoss } = options
  type Result = IteratorResult<T, undefined>
  const buffer: T[] = []
  const waiting: ((result: Result | Promise<Result>) => void)[] = []
  let isOver = false
  let failed: { readonly reason: Error } | null = null

  function finish(why: typeof failed): void {
    if (isOver) return
    isOver = true
    failed = why
    onEnd()
    for (const resolve of waiting.splice(0)) resolve(last())
  }

  function last(): Result | Promise<Result> {
    const why = failed
    failed = null
    return why ? Promise.reject(why.reason) : { done: true, value: undefined }
  }

  const fail = (reason: Error) => finish({ reason })
  const clear = () => void (buffer.length = 0)

  return {
    take(message) {
      if (isOver) return
      const resolve = waiting.shift()
      if (resolve) return resolve({ done: false, value: message })
      if (buffer.length < limit) return void buffer.push(message)
      if (!onLoss) return fail(failure('messages-lost'))
      buffer.push(message)
      onLoss(buffer.shift()!)
    },
    end: () => finish(null),
    fail,
    clear,
    iterator: {
      [Symbol.asyncIterator]() {
        return this
      },
      async next() {
        if (buffer.length > 0) return { done: false, value: buffer.shift()! }
        return isOver ? last() : new Promise<Result>((resolve) => waiting.push(resolve))
      },
      return() {
        clear()
        finish(null)
        failed = null
        return Promise.resolve({ done: true, value: undefined })
      },
    },
  }
}
