import { ELECTION_SETTINGS } from '../../../../src/tabs/leader/election-types'
import type { ElectionEntry } from './page/election-log'

/** A tab reads its clock, and only then the log reads its own. */
const TOLERANCE_MS = 50

/** Number of leaders that were replaced although their page was there, because they answered no `hello` for the time of the election. */
export function countSilentLeaders(entries: readonly ElectionEntry[]): number {
  return entries.filter(({ atMs, message: { type, epoch, from, takeovers = 0 } }, index) => {
    if (type !== 'claim' || takeovers === 0) return false
    const before = entries.slice(0, index)
    if (before.some(({ message }) => message.type === 'claim' && message.epoch === epoch)) return false
    const hello = before.findLastIndex(({ message }) => message.type === 'hello' && message.from === from && message.epoch === epoch - 1)
    if (hello === -1) return false
    // The lock may come later, and an answer in between: the tab has asked for the lock already.
    const decidedAt = before[hello]!.atMs + ELECTION_SETTINGS.claimTimeoutMs - TOLERANCE_MS
    if (atMs < decidedAt) return false
    return !before.slice(hello).some(({ atMs, message }) => atMs < decidedAt && message.type === 'claim' && message.epoch === epoch - 1)
  }).length
}
