import type { AnyConnection, InspectedChannel } from '../../core/vocabulary/tap'
import type { RecoveryVerdict } from '../../core/vocabulary/recovery'
import { errorText, textOf } from './text-of'
import type { ChannelRecord } from './types'

const MAX_CHANNELS = 500
const NONE: readonly string[] = Object.freeze([])

/** The channels of one connection, at most 500, and which of them a message belongs to. */
export interface ChannelLog {
  handle(channel: InspectedChannel): void
  /** Compares with the channels in use now. One that is used no more has no event, nor has a new position or holder. */
  reconcile(inUse: readonly InspectedChannel[]): void
  /** Whether messages arrived since `reconcile()`, so that positions may have changed. */
  hasMoved(): boolean
  /** Whether a channel lingers without holders. */
  isEnding(): boolean
  recoveryOf(key: string): RecoveryVerdict | null
  /** The channels of the messages of one frame. Counts the messages. */
  route(connection: AnyConnection, messages: readonly unknown[]): readonly string[]
  /** The same array until a channel changes. */
  published(): readonly ChannelRecord[]
}

interface Entry {
  record: ChannelRecord
  recovery: RecoveryVerdict | null
  messages: number
}

export function createChannelLog(): ChannelLog {
  const entries = new Map<string, Entry>()
  /** The same list for each frame of one channel. */
  const lists = new Map<string, readonly string[]>()
  let copy: readonly ChannelRecord[] | null = []
  let hasMoved = false

  function handle({ key, status, recovery, position, holders, error }: InspectedChannel): void {
    const messages = entries.get(key)?.messages ?? 0
    if (!entries.has(key) && entries.size >= MAX_CHANNELS) entries.delete(entries.keys().next().value!)
    // The whole key: a part of it would be another channel.
    const record = { key, status, recovery, position: positionText(position), holders, error: errorText(error), messages }
    entries.set(key, { record, recovery, messages })
    copy = null
  }

  function update(channel: InspectedChannel): void {
    const entry = entries.get(channel.key)
    if (!entry) return handle(channel)
    const { holders } = channel
    const position = positionText(channel.position)
    if (entry.record.holders === holders && entry.record.position === position) return
    entry.record = { ...entry.record, holders, position }
    copy = null
  }

  function listOf(key: string): readonly string[] {
    const found = lists.get(key)
    if (found) return found
    if (lists.size >= MAX_CHANNELS) lists.clear()
    const list = Object.freeze([key])
    lists.set(key, list)
    return list
  }

  function count(key: string): void {
    const entry = entries.get(key)
    if (!entry) return
    entry.messages++
    copy = null
    hasMoved = true
  }

  function publish(entry: Entry): ChannelRecord {
    if (entry.record.messages !== entry.messages) entry.record = { ...entry.record, messages: entry.messages }
    return entry.record
  }

  return {
    handle,
    reconcile(inUse) {
      hasMoved = false
      const keys = new Set(inUse.map(({ key }) => key))
      for (const channel of inUse) update(channel)
      for (const [key, entry] of entries) {
        if (keys.has(key) || entry.record.status === 'idle') continue
        entry.record = { ...entry.record, status: 'idle', holders: 0 }
        copy = null
      }
    },
    hasMoved: () => hasMoved,
    isEnding: () => [...entries.values()].some(({ record }) => record.holders === 0 && record.status !== 'idle'),
    recoveryOf: (key) => entries.get(key)?.recovery ?? null,
    route(connection, messages) {
      const protocol = messages.length > 0 ? connection.option('channels') : undefined
      if (!protocol) return NONE
      let keys = NONE
      for (const message of messages) {
        const routed = routeOf(protocol, message)
        if (typeof routed === 'string') count(routed)
        else routed.forEach(count)
        const own = typeof routed === 'string' ? listOf(routed) : routed
        // Nearly always there is one message, in one channel.
        keys = keys.length === 0 ? own : own.every((key) => keys.includes(key)) ? keys : [...new Set([...keys, ...own])]
      }
      return keys
    },
    published: () => (copy ??= Array.from(entries.values(), publish)),
  }
}

const positionText = (position: unknown): string => (position === undefined ? '' : textOf(position))

/** A function of the application, which reports its own errors where it matters. */
function routeOf(protocol: { route(message: unknown): string | readonly string[] | undefined }, message: unknown): string | readonly string[] {
  try {
    return protocol.route(message) ?? NONE
  } catch {
    return NONE
  }
}
