import { isBuffer } from '../codec/codec'
import type { DropReason } from '../vocabulary/events'
import type { QueueSettings } from './defaults'
import { utf8Length } from './utf8'

interface Entry<T> {
  readonly message: T
  readonly data: unknown
  readonly bytes: number
  readonly queuedAt: number
}

/** FIFO of messages that wait, bounded by count, by bytes and by age. At most once: a message that was taken is never returned again. */
export interface Queue<T> {
  size(): number
  /** Oldest first. */
  messages(): readonly T[]
  /**
   * Whether the message was taken.
   *
   * @param data Kept with it, bytes as a copy.
   * @param bytes How much room it needs. @default that of `data`
   */
  push(message: T, data: unknown, now: number, bytes?: number): boolean
  /** The next message that has not expired and matches. */
  shift(now: number, matches?: (message: T) => boolean): Entry<T> | undefined
  /** Drops the messages that have waited for `limitMs`. */
  expire(now: number, limitMs: number, reason: DropReason): void
  /** When the oldest message was queued; Infinity when nothing waits. */
  oldestAt(): number
  /** Drops the messages that match, and returns how many. */
  clear(reason: DropReason, predicate?: (message: T) => boolean): number
}

type Drop<T> = (message: T, reason: DropReason) => void

class BoundedQueue<T> implements Queue<T> {
  readonly #entries: Entry<T>[] = []
  #bytes = 0
  readonly #bounds: () => QueueSettings
  readonly #drop: Drop<T>

  constructor(bounds: () => QueueSettings, drop: Drop<T>) {
    this.#bounds = bounds
    this.#drop = drop
  }

  size(): number {
    return this.#entries.length
  }

  messages(): readonly T[] {
    return this.#entries.map(({ message }) => message)
  }

  push(message: T, data: unknown, now: number, bytes = byteLength(data)): boolean {
    const entries = this.#entries
    const { maxMessages, maxBytes, ttlMs, overflow } = this.#bounds()
    const isFull = () => entries.length >= maxMessages || this.#bytes + bytes > maxBytes
    this.expire(now, ttlMs, 'expired')
    if (overflow === 'drop-oldest' && bytes <= maxBytes) while (entries[0] && isFull()) this.#take('overflow')
    if (isFull()) {
      this.#drop(message, 'overflow')
      return false
    }
    entries.push({ message, data: ownCopyOf(data), bytes, queuedAt: now })
    this.#bytes += bytes
    return true
  }

  shift(now: number, matches: (message: T) => boolean = () => true): Entry<T> | undefined {
    this.expire(now, this.#bounds().ttlMs, 'expired')
    return this.#take(undefined, this.#entries.findIndex(({ message }) => matches(message)))
  }

  expire(now: number, limitMs: number, reason: DropReason): void {
    while (this.oldestAt() + limitMs <= now) this.#take(reason)
  }

  oldestAt(): number {
    return this.#entries[0]?.queuedAt ?? Infinity
  }

  clear(reason: DropReason, predicate: (message: T) => boolean = () => true): number {
    const all = this.#entries.splice(0)
    const kept = all.filter(({ message }) => !predicate(message))
    this.#entries.push(...kept)
    this.#bytes = kept.reduce((sum, { bytes }) => sum + bytes, 0)
    for (const entry of all) if (!kept.includes(entry)) this.#drop(entry.message, reason)
    return all.length - kept.length
  }

  #take(reason?: DropReason, index = 0): Entry<T> | undefined {
    // `shift` is faster than `splice` where both can do it.
    const entry = index > 0 ? this.#entries.splice(index, 1)[0] : index === 0 ? this.#entries.shift() : undefined
    if (!entry) return undefined
    this.#bytes -= entry.bytes
    if (reason) this.#drop(entry.message, reason)
    return entry
  }
}

/**
 * @param bounds Read for each use: options are live.
 * @param drop Called with each message that is dropped, which may be the one that was pushed. Must not use the queue.
 */
export const createQueue = <T>(bounds: () => QueueSettings, drop: Drop<T>): Queue<T> => new BoundedQueue(bounds, drop)

/** Size on the wire in bytes, of all frames in a list; 0 for what cannot be sent. */
export function byteLength(data: unknown): number {
  if (Array.isArray(data)) return data.reduce<number>((bytes, frame) => bytes + byteLength(frame), 0)
  if (typeof data === 'string') return utf8Length(data)
  const { size = 0, byteLength: bytes = size } = Object(data) as Partial<Record<string, number>>
  return bytes
}

/** A copy: the caller or a codec that reuses its buffer may write to these bytes again or transfer them. */
export function ownCopyOf(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(ownCopyOf)
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
  return isBuffer(data) ? data.slice(0) : data
}
