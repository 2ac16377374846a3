import type { DroppedMessage, DropReason, WireData } from '../types'
import { QUEUE, type QueueSettings } from './settings'
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
  /** Whether the message was taken. What had to give way, which may be the message itself, is added to `dropped`. */
  push(message: Out, data: WireData, now: number, dropped: DroppedMessage<Out>[]): boolean
  /** The next message that is still fresh. Those found expired on the way are added to `dropped`. */
  shift(now: number, dropped: DroppedMessage<Out>[]): Entry<Out> | undefined
  clear(): DroppedMessage<Out>[]
}

export function createSendQueue<Out>(settings: QueueSettings = QUEUE): SendQueue<Out> {
  const { maxMessages, maxBytes, ttlMs, overflow } = settings
  const entries: Entry<Out>[] = []
  let bytes = 0

  function take(): Entry<Out> | undefined {
    const entry = entries.shift()
    bytes -= entry?.bytes ?? 0
    return entry
  }

  const isFull = (added: number) => entries.length >= maxMessages || bytes + added > maxBytes
  const isExpired = (entry: Entry<Out> | undefined, now: number) => entry !== undefined && entry.expiresAt <= now

  return {
    get size() {
      return entries.length
    },
    push(message, data, now, dropped) {
      const added = byteLength(data)
      const drop = (reason: DropReason) => dropped.push({ message: take()!.message, reason })
      while (isExpired(entries[0], now)) drop('expired')
      const fitsAlone = maxMessages > 0 && added <= maxBytes
      if (overflow === 'drop-oldest' && fitsAlone) while (isFull(added)) drop('overflow')
      if (isFull(added)) {
        dropped.push({ message, reason: 'overflow' })
        return false
      }
      entries.push({ message, data, bytes: added, expiresAt: now + ttlMs })
      bytes += added
      return true
    },
    shift(now, dropped) {
      let entry = take()
      for (; entry && isExpired(entry, now); entry = take()) dropped.push({ message: entry.message, reason: 'expired' })
      return entry
    },
    clear() {
      bytes = 0
      return entries.splice(0).map(({ message }) => ({ message, reason: 'closed' }))
    },
  }
}

/** Size on the wire in bytes. */
export const byteLength = (data: WireData): number =>
  typeof data === 'string' ? utf8Length(data) : 'byteLength' in data ? data.byteLength : data.size
