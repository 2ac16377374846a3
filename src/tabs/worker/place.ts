import { isCovered } from '../../core/features/channel/recovery'
import { isEqual } from '../../core/policy/is-equal'
import type { ReadUpTo } from '../protocol/messages'
import { recoveryOf, type SharedTopic } from './shared-topic'

/** The number of the last message of the channel that a page has read. Null when it is not known. */
export function placeOf(topic: SharedTopic, position: unknown, after: ReadUpTo): number | null {
  const { name, log, rules } = topic
  if (after.topic === name) return after.sequence
  // The page has read it from another worker, or before the channel was subscribed again: only its position counts.
  const found = log.find(position, isEqual)
  if (found !== null || !rules().recovery || log.brokenAt > 0) return found
  return isAhead(topic, position) ? log.sequence : null
}

/** Whether a page has read more than the channel has delivered: what comes up to its position is skipped. */
export function isAhead(topic: SharedTopic, position: unknown): boolean {
  const reached = topic.core()?.position
  return canCompare(topic, position, reached) && isBefore(topic, reached, position)
}

/** Whether the positions of a channel have an order. */
export function canCompare(topic: SharedTopic, one: unknown, other: unknown): boolean {
  if (one == null || other == null) return false
  if (recoveryOf(topic).isAfter) return true
  if (typeof one !== typeof other) return false
  return typeof one === 'string' ? one.length === (other as string).length : typeof one === 'number' || typeof one === 'bigint'
}

/** Whether a position is earlier than another one. */
export const isBefore = (topic: SharedTopic, position: unknown, other: unknown): boolean => !isCovered(other, position, recoveryOf(topic).isAfter)
