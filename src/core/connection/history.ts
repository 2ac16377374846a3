import type { KeptMessage } from '../vocabulary/connection'
import type { MessageEventLike } from '../vocabulary/wire'

/** The last messages of one connection, for components that mount later. */
export class MessageHistory<In> {
  #kept: KeptMessage<In>[] | null = null

  /** @param limit The number of messages to keep. */
  add(message: In, event: MessageEventLike, limit: number): void {
    if (limit <= 0) return void (this.#kept &&= null)
    const kept = (this.#kept ??= [])
    kept.push({ message, event })
    // Cutting only when twice too long keeps the cost of one message constant.
    if (kept.length >= limit * 2) this.#kept = kept.slice(-limit)
  }

  /** Oldest first. */
  messages(limit: number): readonly KeptMessage<In>[] {
    return limit > 0 ? (this.#kept?.slice(-limit) ?? []) : []
  }

  clear(): void {
    this.#kept = null
  }
}
