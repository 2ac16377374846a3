import type { DropReason, WireData } from '../types'
import type { QueueSettings } from './settings'
import { utf8Length } from './utf8'

interface Entry<Out> {
  readonly message: Out
  readonly data: WireData
  readonly bytes: number
  readonly expiresAt: number
}

/** FIFO of messages that wait for OPEN, bounded by count and by bytes. At most once: what was taken is gone. */
export interface SendQueue<Out> {
  readonly size: number
  /** Whether the message was taken. */
  push(message: Out, data: WireData, now: number): boolean
  /** The next message that is still fresh. */
  shift(now: number): Entry<Out> | undefined
  clear(): void
}

/** @param drop Takes what had to give way, which may be the message that was pushed. Not to use the queue meanwhile. */
export function createSendQueue<Out>(
  { maxMessages, maxBytes, ttlMs, overflow }: QueueSettings,
  drop: (message: Out, reason: DropReason) => void,
): SendQueue<Out> {
  const entries: Entry<Out>[] = []
  let bytes = 0

  function take(reason?: DropReason): Entry<Out> | undefined {
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

/** Size on the wire in bytes. */
export const byteLength = (data: WireData): number =>
  typeof data === 'string' ? utf8Length(data) : 'byteLength' in data ? data.byteLength : data.size
