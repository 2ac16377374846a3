import type { KeptMessage } from '../vocabulary/connection'
import type { MessageEventLike } from '../vocabulary/wire'

/** The last messages of one connection, for components that mount later. */
export class MessageHistory<In> {
  #kept: KeptMessage<In>[] = []

  /** @param limit The number of messages to keep, at least 1. */
  add(message: In, event: MessageEventLike, limit: number): this {
    this.#kept.push({ message, event })
    // Cutting only when twice too long keeps the cost of one message constant.
    if (this.#kept.length >= limit * 2) this.#kept = this.#kept.slice(-limit)
    return this
  }

  /** Oldest first. */
  messages(limit: number): readonly KeptMessage<In>[] {
    return limit > 0 ? this.#kept.slice(-limit) : []
  }
}
