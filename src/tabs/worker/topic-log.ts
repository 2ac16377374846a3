import type { RecoveryVerdict } from '../../core/vocabulary/recovery'
import { MAX_KEPT, MAX_KEPT_BYTES } from '../protocol/limits'

/** A message that a channel has delivered. */
export interface Logged {
  readonly sequence: number
  readonly message: unknown
  /** Undefined while it is not known, null when there is none. */
  position: unknown
  /** How many messages it replaces. */
  readonly conflated: number
  readonly bytes: number
}

/** The last messages of one channel, numbered in the order in which the pages get them. */
export interface TopicLog {
  /** Number of the last message, or of the last break. */
  readonly sequence: number
  /** What follows it starts new: messages before it may have been lost, or a state was loaded. 0 before the first. */
  readonly brokenAt: number
  readonly position: unknown
  /** The channel was subscribed without a position, and nothing was lost since then. */
  readonly isNew: boolean
  /** The position that the channel continued from. */
  readonly start: unknown
  add(message: unknown, data: unknown, position: unknown, conflated: number): Logged
  /** What comes now does not continue what came before. */
  break(verdict: RecoveryVerdict): void
  /** What comes now continues what came before, after all. Does nothing when something came after the break. */
  undoBreak(): void
  /** The position of everything so far. */
  setPosition(position: unknown): void
  /** What came after the message of that number. Null when some of it is not kept any more. */
  after(sequence: number): readonly Logged[] | null
  /** The number of the first message of that position; 0 for the position where the log starts. Null when it is not known. */
  find(position: unknown, isSame: (one: unknown, other: unknown) => boolean): number | null
}

/** Roughly, without a look at each character: it is a bound of memory. */
const sizeOf = (data: unknown): number => (typeof data === 'string' ? data.length : ((data as Partial<ArrayBuffer> | null)?.byteLength ?? 0))

/** @param start The position that the channel continues from, if any. */
export function createTopicLog(start: unknown): TopicLog {
  let kept: Logged[] = []
  let bytes = 0
  let sequence = 0
  let brokenAt = 0
  /** The break before those that nothing has followed yet. */
  let earlierBreak = 0
  /** The last message that is not kept. */
  let dropped = 0
  let position = start
  let isNew = start === undefined

  function trim(): void {
    // Cutting only when twice too long keeps the cost of one message constant.
    if (kept.length < MAX_KEPT * 2 && bytes < MAX_KEPT_BYTES * 2) return
    let count = Math.max(0, kept.length - MAX_KEPT)
    let left = kept.slice(count).reduce((sum, each) => sum + each.bytes, 0)
    for (; left > MAX_KEPT_BYTES; count++) left -= kept[count]!.bytes
    dropped = kept[count - 1]!.sequence
    kept = kept.slice(count)
    bytes = left
  }

  return {
    start,
    get sequence() {
      return sequence
    },
    get brokenAt() {
      return brokenAt
    },
    get position() {
      return position
    },
    get isNew() {
      return isNew
    },
    add(message, data, given, conflated) {
      const logged: Logged = { sequence: ++sequence, message, position: given, conflated, bytes: sizeOf(data) }
      if (given !== undefined) position = given ?? undefined
      kept.push(logged)
      bytes += logged.bytes
      trim()
      return logged
    },
    break(verdict) {
      if (verdict === 'gap' || sequence > 0) isNew = false
      if (brokenAt < sequence) earlierBreak = brokenAt
      brokenAt = ++sequence
    },
    undoBreak() {
      if (brokenAt === sequence) brokenAt = earlierBreak
    },
    setPosition(given) {
      const last = kept.at(-1)
      if (last && last.position === undefined && last.sequence === sequence) last.position = given ?? null
      position = given
    },
    after(from) {
      return from < dropped ? null : kept.filter((each) => each.sequence > from)
    },
    find(wanted, isSame) {
      // Positions of before a break may mean something else now.
      if (brokenAt > 0 || wanted === undefined) return null
      if (start !== undefined && isSame(wanted, start)) return 0
      return kept.find((each) => each.position != null && isSame(each.position, wanted))?.sequence ?? null
    },
  }
}
