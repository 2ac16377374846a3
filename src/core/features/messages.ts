import type { AbortSignalLike } from '../vocabulary/wire'
import type { ConnectionSnapshot } from '../vocabulary/events'
import { systemClock } from '../platform/clock'
import { tryTo } from '../policy/try-to'
import type { Interest, ReplayOption } from '../vocabulary/message-view'
import { createMessageBuffer, DEFAULT_LIMIT, type BufferOptions } from './message-buffer'
import { connectionStateOf, takeFrom, type MessageSource } from './message-source'

export interface MessagesOptions<In = unknown, Selected = In> extends Interest<In, Selected>, ReplayOption, BufferOptions<Selected> {
  /** Ends the iteration. */
  signal?: AbortSignalLike
}

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
  const { limit = DEFAULT_LIMIT, signal } = options
  const { iterator, take, end, fail } = createMessageBuffer<Selected>(options, () => stops.forEach((stop) => stop()))

  function follow(state: ConnectionSnapshot | undefined): void {
    if (state?.phase !== 'closed') return
    if (state.error) fail(state.error)
    else end()
  }

  const stops = [
    source.onMessage((message) => takeFrom(message, options, take)),
    source.on('state', follow),
    () => signal?.removeEventListener('abort', end),
  ]
  function replay(): void {
    for (const { message } of (source.history ?? []).slice(-limit)) tryTo(() => takeFrom(message, options, take), systemClock.reportError)
  }

  if (options.replay !== false) {
    replay()
    if (source.onHistory) stops.push(source.onHistory(replay))
  }
  signal?.addEventListener('abort', end)
  if (signal?.aborted) end()
  // A connection that is closed already emits no event.
  follow(connectionStateOf(source))
  return iterator
}
