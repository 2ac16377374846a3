import type { RecoveryVerdict } from 'websocket-store'
import { valueOf, type Numbered } from '../truth'
import type { ChannelReport, Noted, NotedKind, Run } from './report'

export interface ChannelRecord {
  onVerdict(verdict: RecoveryVerdict, now: number): void
  onSnapshot(snapshot: Pick<Numbered, 'n' | 'value'>, now: number): void
  onMessage(message: Numbered, now: number): void
  onClose(now: number): void
  /** When the channel last had everything after the socket was lost; null while it is behind. */
  recoveredAt(): number | null
  lastNumber(): number
  /** Messages so far that were published before the socket was lost, and received when the subscription was resumed. */
  inFlight(): number
  report(status: string): ChannelReport
}

/** Enough to explain a failure. */
const MAX_NOTED = 20

/** Records one channel of one client. It does not judge the numbers: `compare()` does. */
export function createChannelRecord(channel: string): ChannelRecord {
  const runs: Run[] = []
  const noted: Noted[] = []
  const verdicts = { fresh: 0, resumed: 0, gap: 0 }
  const counts = { snapshots: 0, messages: 0, caughtUp: 0 }
  let inFlight = 0
  let isSnapshotAnnounced = false
  let closedAt = 0
  /** When the last subscription was confirmed as resumed; 0 while the channel waits for that or for a snapshot. */
  let resumedAt = 0
  let recoveredAt: number | null = null

  const note = (kind: NotedKind, n: number) => noted.length < MAX_NOTED && noted.push({ kind, n })

  return {
    onVerdict(verdict, now) {
      verdicts[verdict]++
      isSnapshotAnnounced = verdict !== 'resumed'
      resumedAt = verdict === 'resumed' ? now : 0
      recoveredAt = verdict === 'resumed' ? now : null
    },
    onSnapshot({ n, value }, now) {
      if (!isSnapshotAnnounced) note('unannounced-snapshot', n)
      if (value !== valueOf(channel, n)) note('wrong-value', n)
      isSnapshotAnnounced = false
      runs.push({ start: 'snapshot', from: n, to: n })
      counts.snapshots++
      recoveredAt = now
    },
    onMessage({ n, value, sentAt }, now) {
      if (value !== valueOf(channel, n)) note('wrong-value', n)
      const run = runs.at(-1)
      if (run && n === run.to + 1) run.to = n
      else runs.push({ start: 'message', from: n, to: n })
      counts.messages++
      if (sentAt >= resumedAt) return
      counts.caughtUp++
      if (sentAt < closedAt) inFlight++
      recoveredAt = now
    },
    onClose(now) {
      // Until it has recovered, it is still behind since the close before.
      if (recoveredAt !== null || closedAt === 0) closedAt = now
      resumedAt = 0
      recoveredAt = null
    },
    recoveredAt: () => recoveredAt,
    inFlight: () => inFlight,
    lastNumber: () => runs.at(-1)?.to ?? 0,
    report: (status) => ({ channel, status, runs, noted, verdicts, ...counts }),
  }
}
