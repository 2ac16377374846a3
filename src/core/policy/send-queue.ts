import type { DropReason } from '../vocabulary/events'
import type { QueueSettings } from './defaults'
import { utf8Length } from './utf8'

interface Entry<T> {
  readonly message: T
  readonly data: unknown
  readonly bytes: number
  readonly expiresAt: number
}

/** FIFO of messages that wait, bounded by count and by bytes. At most once: what was taken is gone. */
export interface Queue<T> {
  size(): number
  /** Oldest first. */
  messages(): readonly T[]
  /** Whether the message was taken. `data` is what it weighs, and is kept with it. */
  push(message: T, data: unknown, now: number): boolean
  /** The next message that is still fresh. */
  shift(now: number): Entry<T> | undefined
  /** Drops the messages that match, and returns how many. */
  clear(reason: DropReason, predicate?: (message: T) => boolean): number
}

type Drop<T> = (message: T, reason: DropReason) => void

class BoundedQueue<T> implements Queue<T> {
  readonly #entries: Entry<T>[] = []
  #bytes = 0

  readonly #bounds: QueueSettings
  readonly #drop: Drop<T>

  constructor(
    bounds: QueueSettings,
    drop: Drop<T>,
  ) {
    this.#bounds = bounds
    this.#drop = drop
  }

  size(): number {
    return this.#entries.length
  }

  messages(): readonly T[] {
    return this.#entries.map(({ message }) => message)
  }

  push(message: T, data: unknown, now: number): boolean {
    const entries = this.#entries
    const bounds = this.#bounds
    const bytes = byteLength(data)
    const isFull = () => entries.length >= bounds.maxMessages || this.#bytes + bytes > bounds.maxBytes
    this.#expire(now)
    if (bounds.overflow === 'drop-oldest' && bytes <= bounds.maxBytes) while (entries[0] && isFull()) this.#take('overflow')
    if (isFull()) {
      this.#drop(message, 'overflow')
      return false
    }
    entries.push({ message, data, bytes, expiresAt: now + bounds.ttlMs })
    this.#bytes += bytes
    return true
  }

  shift(now: number): Entry<T> | undefined {
    this.#expire(now)
    return this.#take()
  }

  clear(reason: DropReason, predicate: (message: T) => boolean = () => true): number {
    const all = this.#entries.splice(0)
    const kept = all.filter(({ message }) => !predicate(message))
    this.#entries.push(...kept)
    this.#bytes = kept.reduce((sum, { bytes }) => sum + bytes, 0)
    for (const entry of all) if (!kept.includes(entry)) this.#drop(entry.message, reason)
    return all.length - kept.length
  }

  #take(reason?: DropReason): Entry<T> | undefined {
    const entry = this.#entries.shift()
    if (!entry) return undefined
    this.#bytes -= entry.bytes
    if (reason) this.#drop(entry.message, reason)
    return entry
  }

  #expire(now: number): void {
    while (this.#entries[0] && this.#entries[0].expiresAt <= now) this.#take('expired')
  }
}

/** @param drop Takes what had to give way, which may be the message that was pushed. Not to use the queue meanwhile. */
export const createQueue = <T>(bounds: QueueSettings, drop: Drop<T>): Queue<T> => new BoundedQueue(bounds, drop)

/** Size on the wire in bytes; 0 of what would not go over it. */
export function byteLength(data: unknown): number {
  if (typeof data === 'string') return utf8Length(data)
  const { size = 0, byteLength: bytes = size } = Object(data) as Partial<Record<string, number>>
  return bytes
}
