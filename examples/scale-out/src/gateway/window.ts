// The last entries of the stream, in memory, by channel. All subscriptions are answered from here.
import type { Entry, Start } from '../engine'
import type { Position, Verdict } from '../protocol'

export interface Answer {
  readonly verdict: Verdict
  /** What the client has missed. */
  readonly entries: readonly Entry[]
}

export interface Window {
  /** Clears the window. The entries from `first` on follow. */
  start(at: Start): void
  /** The next entry. */
  add(entry: Entry): void
  /** What a client gets that has seen the channel up to this position. */
  after(channel: string, position: Position | undefined): Answer
  readonly epoch: string
  readonly first: number
  /** The last entry; `first - 1` when there is none. */
  readonly last: number
}

export function createWindow(size: number): Window {
  const byChannel = new Map<string, Entry[]>()
  /** Entry `seq` is at `seq % size`. */
  const ring: Entry[] = []
  /** The last entry that was removed, by channel, oldest first. So a quiet channel continues, whatever the others do. */
  const removed = new Map<string, number>()
  /** The same for all channels that are not in `removed`: they have no later one. */
  let removedOthers = 0
  let epoch = ''
  let first = 1
  let last = 0

  function removeFirst(): void {
    const { channel, seq } = ring[first++ % size]!
    const entries = byChannel.get(channel)!
    // Its first entry is the oldest one of the window.
    entries.shift()
    if (entries.length === 0) byChannel.delete(channel)
    removed.delete(channel)
    removed.set(channel, seq)
    if (removed.size <= size) return
    const [oldest, oldestSeq] = removed.entries().next().value!
    removed.delete(oldest)
    removedOthers = oldestSeq
  }

  return {
    start(at) {
      byChannel.clear()
      ring.length = 0
      removed.clear()
      removedOthers = at.first - 1
      epoch = at.epoch
      first = at.first
      last = at.first - 1
    },
    add(entry) {
      if (entry.seq !== last + 1) throw new Error(`Entry ${entry.seq} does not follow ${last}.`)
      if (entry.seq - first === size) removeFirst()
      ring[entry.seq % size] = entry
      last = entry.seq
      const entries = byChannel.get(entry.channel)
      if (entries) entries.push(entry)
      else byChannel.set(entry.channel, [entry])
    },
    after(channel, position) {
      if (!position) return { verdict: 'fresh', entries: [] }
      const isKnown = position.epoch === epoch && position.seq <= last
      if (!isKnown || position.seq < (removed.get(channel) ?? removedOthers)) return { verdict: 'gap', entries: [] }
      const entries = byChannel.get(channel) ?? []
      return { verdict: 'resumed', entries: entries.slice(entries.findLastIndex(({ seq }) => seq <= position.seq) + 1) }
    },
    get epoch() {
      return epoch
    },
    get first() {
      return first
    },
    get last() {
      return last
    },
  }
}
