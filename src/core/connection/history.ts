import type { KeptMessage } from '../vocabulary/events'
import type { MessageEventLike } from '../vocabulary/wire'

/** The last messages of a connection or channel, for components that mount later. */
export class MessageHistory<In> {
  #kept: KeptMessage<In>[] = []

  /** @param limit The number of messages to keep, at least 1. */
  add(message: In, event: MessageEventLike, at: number, limit: number): void {
    this.#kept.push({ message, event, at })
    // Cutting only when twice too long keeps the cost of one message constant.
    if (this.#kept.length >= limit * 2) this.#kept = this.#kept.slice(-limit)
  }

  /** Oldest first. */
  messages(limit: number): readonly KeptMessage<In>[] {
    return limit > 0 ? this.#kept.slice(-limit) : []
  }
}

/** The history with one message more; null while the option is 0. */
export function remember<In>(
  history: MessageHistory<In> | null,
  limit: number,
  message: In,
  event: MessageEventLike,
  now: () => number,
): MessageHistory<In> | null {
  if (!(limit > 0)) return null
  const next = history ?? new MessageHistory<In>()
  next.add(message, event, now(), limit)
  return next
}
