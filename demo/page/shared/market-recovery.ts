import { channel, type Connection } from 'websocket-store'
import { MARKET_SYMBOLS, type MarketCommand, type MarketMessage } from '../../market-protocol'

/** What happened to the channels after the last cut. */
export interface RecoveryCounts {
  /** They continued without loss. */
  readonly resumed: number
  /** They lost messages, and were loaded again. */
  readonly gap: number
}

/** Calls `show` for each channel that is subscribed again. A cut starts a new count. */
export const watchRecovery = (
  connection: Connection<MarketMessage, MarketCommand>,
  show: (counts: RecoveryCounts) => void,
): (() => void) => {
  const verdicts = new Map<string, keyof RecoveryCounts>()
  let counts: RecoveryCounts = { resumed: 0, gap: 0 }

  const change = (next: RecoveryCounts): void => {
    counts = next
    show(counts)
  }

  const stops = [
    connection.on('close', () => {
      verdicts.clear()
      change({ resumed: 0, gap: 0 })
    }),
    ...MARKET_SYMBOLS.map((symbol) =>
      channel(connection, symbol).onRecovery((verdict) => {
        const before = verdicts.get(symbol)
        if (verdict === 'fresh' || verdict === before) return
        verdicts.set(symbol, verdict)
        const others = before === undefined ? counts : { ...counts, [before]: counts[before] - 1 }
        change({ ...others, [verdict]: counts[verdict] + 1 })
      }),
    ),
  ]
  return () => stops.forEach((stop) => stop())
}
