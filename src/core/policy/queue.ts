import type { DropReason } from '../types'
import type { QueueSettings } from './settings'
import { utf8Length } from './utf8'

interface Entry<T> {
  readonly message: T
  readonly data: unknown
  readonly bytes: number
  readonly expiresAt: number
}

/** FIFO of messages that wait, bounded by count and by bytes. At most once: what was taken is gone. */
export interface Queue<T> {
  readonly size: number
  /** Whether the message was taken. `data` is what it weighs, and is kept with it. */
  push(message: T, data: unknown, now: number): boolean
  /** The next message that is still fresh. */
  shift(now: number): Entry<T> | undefined
  clear(): void
}

/** @param drop Takes what had to give way, which may be the message that was pushed. Not to use the queue meanwhile. */
export function createQueue<T>(
  { maxMessages, maxBytes, ttlMs, overflow }: QueueSettings,
  drop: (message: T, reason: DropReason) => void,
): Queue<T> {
  const entries: Entry<T>[] = []
  let bytes = 0

  function take(reason?: DropReason): Entry<T> | undefined {
    const entry = entries.shift()
    if (!entry) return undefined
    bytes -= entry.bytes
    if (reason) drop(entry.message, reason)
    return entry
  }

  function expire(now: number): void {
    while (entries[0] && entries[0].expiresAt <= now) take('expired')
  }

  return {
    get size() {
      return entries.length
    },
    push(message, data, now) {
      const added = byteLength(data)
      const isFull = () => entries.length >= maxMessages || bytes + added > maxBytes
      expire(now)
      if (overflow === 'drop-oldest' && added <= maxBytes) while (entries[0] && isFull()) take('overflow')
      if (isFull()) {
        drop(message, 'overflow')
        return false
      }
      entries.push({ message, data, bytes: added, expiresAt: now + ttlMs })
      bytes += added
      return true
    },
    shift(now) {
      expire(now)
      return take()
    },
    clear() {
      while (entries[0]) take('closed')
    },
  }
}

/** Size on the wire in bytes; 0 of what would not go over it. */
export function byteLength(data: unknown): number {
  if (typeof data === 'string') return utf8Length(data)
  const { size = 0, byteLength: bytes = size } = Object(data) as Partial<Record<string, number>>
  return bytes
}
