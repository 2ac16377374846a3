import { isEqual } from '../../core/policy/is-equal'
import type { ChannelSnapshot } from '../../core/vocabulary/channel'
import { toSent } from '../protocol/errors'
import type { ReadUpTo } from '../protocol/messages'
import type { SharedTopic } from './shared-topic'
import type { Lease } from './lease'
import { canCompare, isBefore } from './place'

/** A page that has read less of a channel than its subscription covers. */
export interface Behind {
  readonly page: Lease
  /** The page's number for it. */
  readonly subscription: number
  readonly position: unknown
  readonly after: ReadUpTo
}

/**
 * Pages that come from a leader that ended have not all read the same. The channel was subscribed from the position of the first one,
 * or without one by a new page. So for a page that has read less it is subscribed again, from there. That page waits until the channel
 * is subscribed.
 */
export interface Rewind {
  readonly size: number
  /** Whether the page has to wait. */
  add(behind: Behind): boolean
  delete(page: Lease): void
  show(snapshot: ChannelSnapshot): void
  /** All pages, which wait no longer. The one that has read the least is the first one. */
  takeAll(): readonly Behind[]
}

export function createRewind(topic: SharedTopic): Rewind {
  const waiting = new Map<Lease, Behind>()
  return {
    get size() {
      return waiting.size
    },
    add(behind) {
      const { position, after } = behind
      if (after.topic === topic.name || !isBehind(topic, position)) return false
      waiting.set(behind.page, behind)
      return true
    },
    delete: (page) => void waiting.delete(page),
    show({ status, error }) {
      for (const { page, subscription } of waiting.values())
        page.post({ type: 'topic', subscription, status, error: error === null ? null : toSent(error), verdict: null, read: null })
    },
    takeAll() {
      const all = [...waiting.values()]
      waiting.clear()
      return all.sort((one, other) => (isBefore(topic, one.position, other.position) ? -1 : 1))
    },
  }
}

export function isBehind(topic: SharedTopic, position: unknown): boolean {
  const { log, rules } = topic
  // Without `recovery` the other pages cannot skip what they have.
  if (!rules().recovery || position === undefined) return false
  if (log.isNew) return isBehindNew(topic, position)
  // After a gap the server does not have what is missing.
  return log.brokenAt === 0 && canCompare(topic, position, log.start) && isBefore(topic, position, log.start)
}

/** The server has not been asked for any position yet. Only it knows what follows this one. */
function isBehindNew(topic: SharedTopic, position: unknown): boolean {
  const { log, core } = topic
  if (log.find(position, isEqual) !== null) return false
  const reached = core()?.position
  return reached == null ? log.sequence === log.brokenAt : canCompare(topic, position, reached) && !isBefore(topic, reached, position)
}
