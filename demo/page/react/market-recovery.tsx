import { useEffect, useState } from 'react'
import type { Connection } from 'websocket-store'
import type { MarketCommand, MarketMessage } from '../../market-protocol'
import { formatCount } from '../shared/format'
import { watchRecovery, type RecoveryCounts } from '../shared/market-recovery'

/** Counts the channels that were resumed, and those that had a gap. */
export function MarketRecovery({ connection }: { connection: Connection<MarketMessage, MarketCommand> | null }) {
  const [counts, setCounts] = useState<RecoveryCounts | null>(null)
  useEffect(() => (connection ? watchRecovery(connection, setCounts) : undefined), [connection])

  return (
    <p className="counters recovery">
      {counts ? (
        <>
          Since the last cut: <b data-recovery="resumed">{formatCount(counts.resumed)}</b> channels resumed without
          loss, <b data-recovery="gap">{formatCount(counts.gap)}</b> had a gap and were loaded again.
        </>
      ) : (
        <>“Drop” makes a short cut: missed quotes are sent again. “Refuse for 10 s” makes a gap: too many are missed.</>
      )}
    </p>
  )
}
