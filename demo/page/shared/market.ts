import type { ChannelStatus, RecoveryVerdict } from 'websocket-store'
import { MARKET_SYMBOLS, type MarketMessage, type Quote, type QuoteHistory } from '../../market-protocol'

/** The rates on the page. The server accepts any rate up to 20,000. */
export const MARKET_RATES = [200, 1000, 10_000] as const

// For `filter` and `select`.
/** The latest price, also that of a history which was loaded after a gap. */
export const toQuote = (message: MarketMessage): Pick<Quote, 'price' | 'change'> | undefined =>
  message.type === 'quote'
    ? message
    : message.type === 'history'
      ? { price: message.prices.at(-1) ?? NaN, change: message.change }
      : undefined
export const isRate = (message: MarketMessage): boolean => message.type === 'rate'
export const toRate = (message: MarketMessage): number => (message.type === 'rate' ? message.perSecond : 0)

export const formatChange = (change: number | undefined): string =>
  change === undefined ? '' : `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(2)} %`

export const directionOf = (change: number | undefined): 'up' | 'down' | undefined =>
  change === undefined || change === 0 ? undefined : change > 0 ? 'up' : 'down'

export const MAX_POINTS = 240

/**
 * The prices of a chart: the requested history, then the messages of the channel. These include the history that is loaded after a
 * gap, which replaces everything before it. A quote that is in both is used once.
 */
export const joinPrices = (requested: QuoteHistory | null, messages: readonly MarketMessage[]): readonly number[] => {
  const loaded = messages.findLast((message) => message.type === 'history')
  const history = loaded && loaded.seq > (requested?.seq ?? 0) ? loaded : requested
  if (!history) return []
  const later = messages.flatMap((message) => (message.type === 'quote' && message.seq > history.seq ? [message.price] : []))
  return [...history.prices, ...later].slice(-MAX_POINTS)
}

/** The points of an SVG polyline in a box of 100 by 40. */
export const toPoints = (prices: readonly number[]): string => {
  const low = Math.min(...prices)
  const range = Math.max(...prices) - low || 1
  const step = 100 / Math.max(1, prices.length - 1)
  return prices.map((price, index) => `${(index * step).toFixed(2)},${(38 - ((price - low) / range) * 36).toFixed(2)}`).join(' ')
}

/** One less than the number of visible rows, so one row stays visible. */
const PAGE = 10
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: -Infinity,
  End: Infinity,
}

/** The symbol to select after a key press, limited to the first and the last one. Undefined for other keys. */
export const symbolAfterKey = (key: string, picked: string): string | undefined => {
  const step = STEPS[key]
  if (step === undefined) return undefined
  const last = MARKET_SYMBOLS.length - 1
  return MARKET_SYMBOLS[Math.min(last, Math.max(0, MARKET_SYMBOLS.indexOf(picked) + step))]
}

/** The symbol of the row that was clicked. */
export const symbolOfClick = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined

/** What the caption of a chart says about the last cut. */
export const formatRecovery = (recovery: RecoveryVerdict | null, status: ChannelStatus): string => {
  if (status === 'loading') return ', loading again …'
  if (status !== 'subscribed') return ''
  return recovery === 'resumed' ? ', resumed' : recovery === 'gap' ? ', loaded again' : ''
}
