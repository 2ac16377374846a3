import type { QueueOptions } from '../option-types'
import type { DroppedMessage, WireData } from '../types'

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

export function createSendQueue<Out>(options: QueueOptions = {}): SendQueue<Out> {
  const { maxMessages = 1000, maxBytes = 1_048_576, ttlMs = Infinity, overflow = 'drop-newest' } = options
  let entries: Entry<Out>[] = []
  let head = 0
  let bytes = 0

  function take(): Entry<Out> | undefined {
    const entry = entries[head]
    if (!entry) return undefined
    head++
    bytes -= entry.bytes
    // Shifting an array moves every element; moving the head and compacting now and then does not.
    if (head * 2 > entries.length) {
      entries = entries.slice(head)
      head = 0
    }
    return entry
  }

  const size = () => entries.length - head
  const hasRoom = (added: number) => size() < maxMessages && bytes + added <= maxBytes

  return {
    get size() {
      return size()
    },
    push(message, data, now, dropped) {
      const entry = { message, data, bytes: byteLength(data), expiresAt: now + ttlMs }
      const isExpired = () => (entries[head]?.expiresAt ?? Infinity) <= now
      while (isExpired()) dropped.push({ message: take()!.message, reason: 'expired' })
      const fitsAlone = maxMessages > 0 && entry.bytes <= maxBytes
      if (overflow === 'drop-oldest' && fitsAlone)
        while (!hasRoom(entry.bytes)) dropped.push({ message: take()!.message, reason: 'overflow' })
      const isTaken = hasRoom(entry.bytes)
      if (isTaken) {
        entries.push(entry)
        bytes += entry.bytes
      } else dropped.push({ message, reason: 'overflow' })
      return isTaken
    },
    shift(now, dropped) {
      for (let entry = take(); entry; entry = take()) {
        if (entry.expiresAt > now) return entry
        dropped.push({ message: entry.message, reason: 'expired' })
      }
      return undefined
    },
    clear() {
      const dropped = entries.slice(head).map(({ message }) => ({ message, reason: 'closed' as const }))
      entries = []
      head = bytes = 0
      return dropped
    },
  }
}

/** Size on the wire in bytes, text counted as UTF-8 without encoding it. */
export function byteLength(data: WireData): number {
  if (typeof data !== 'string') return 'byteLength' in data ? data.byteLength : data.size
  let bytes = data.length
  for (let i = 0; i < data.length; i++) {
    const point = data.codePointAt(i)!
    // A pair is two units and four bytes; half of one goes out as U+FFFD, three bytes.
    if (point > 0x7f) bytes += point > 0x7ff ? 2 : 1
    if (point > 0xffff) i++
  }
  return bytes
}
