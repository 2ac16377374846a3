import { MARKET_SYMBOLS, type MarketMessage, type Quote, type QuoteHistory } from '../../market-protocol'

/** What the page offers; the server takes any rate up to 20,000. */
export const MARKET_RATES = [200, 1000, 10_000] as const

// For `filter` and `select`.
export const toQuote = (message: MarketMessage): Quote | undefined => (message.type === 'quote' ? message : undefined)
export const isRate = (message: MarketMessage): boolean => message.type === 'rate'
export const toRate = (message: MarketMessage): number => (message.type === 'rate' ? message.perSecond : 0)

export const formatChange = (change: number | undefined): string =>
  change === undefined ? '' : `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(2)} %`

export const directionOf = (change: number | undefined): 'up' | 'down' | undefined =>
  change === undefined || change === 0 ? undefined : change > 0 ? 'up' : 'down'

const MAX_POINTS = 240

/** The past that was asked for, and what came since. Both may tell of the same quote, which counts once. */
export const joinPrices = (past: QuoteHistory, live: readonly (Quote | undefined)[]): readonly number[] => {
  const since = live.flatMap((quote) => (quote !== undefined && quote.seq > past.seq ? [quote.price] : []))
  return [...past.prices, ...since].slice(-MAX_POINTS)
}

/** Points of an SVG polyline in a box of 100 by 40. */
export const toPoints = (prices: readonly number[]): string => {
  const low = Math.min(...prices)
  const range = Math.max(...prices) - low || 1
  const step = 100 / Math.max(1, prices.length - 1)
  return prices.map((price, index) => `${(index * step).toFixed(2)},${(38 - ((price - low) / range) * 36).toFixed(2)}`).join(' ')
}

/** One row less than are in sight, so that one of them stays. */
const PAGE = 10
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: -Infinity,
  End: Infinity,
}

/** The symbol that a key leads to, at most the first or the last one; undefined for a key that leads nowhere. */
export const symbolAfterKey = (key: string, picked: string): string | undefined => {
  const step = STEPS[key]
  if (step === undefined) return undefined
  const last = MARKET_SYMBOLS.length - 1
  return MARKET_SYMBOLS[Math.min(last, Math.max(0, MARKET_SYMBOLS.indexOf(picked) + step))]
}

/** The symbol of the row that was clicked. */
export const symbolOfClick = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined
