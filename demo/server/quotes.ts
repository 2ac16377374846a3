import { MARKET_SYMBOLS, type Quote } from '../market-protocol'

const HISTORY_LENGTH = 120

interface PriceSeries {
  readonly symbol: string
  readonly first: number
  readonly prices: number[]
  seq: number
}

export interface Quotes {
  has(symbol: string): boolean
  /** Moves the price of that symbol by one step. */
  next(symbol: string): Quote
  latest(symbol: string): Quote
  /** The last prices, oldest first, and the sequence number of the last one. */
  history(symbol: string): { readonly seq: number; readonly prices: number[] }
}

const toCents = (price: number): number => Math.round(price * 100) / 100

/** The prices of a thousand symbols. They change at random and are the same for all clients. */
export const createQuotes = (random: () => number = Math.random): Quotes => {
  const seriesBySymbol = new Map<string, PriceSeries>()

  const step = (series: PriceSeries): void => {
    const last = series.prices.at(-1) ?? series.first
    // A small pull to the first price keeps prices in range at every rate.
    const next = last * (1 + (random() - 0.5) * 0.004) + (series.first - last) * 0.002
    series.prices.push(toCents(Math.max(0.01, next)))
    if (series.prices.length > HISTORY_LENGTH) series.prices.shift()
    series.seq += 1
  }

  const seriesOf = (symbol: string): PriceSeries => {
    const series = seriesBySymbol.get(symbol)
    if (series === undefined) throw new Error(`No symbol ${symbol}.`)
    return series
  }

  const latest = (symbol: string): Quote => {
    const { first, prices, seq } = seriesOf(symbol)
    const price = prices.at(-1) ?? first
    return { type: 'quote', symbol, seq, price, change: toCents((price / first - 1) * 100) }
  }

  for (const symbol of MARKET_SYMBOLS) {
    const series: PriceSeries = { symbol, first: toCents(20 + random() * 180), prices: [], seq: 0 }
    seriesBySymbol.set(symbol, series)
    for (let n = 0; n < HISTORY_LENGTH; n += 1) step(series)
  }

  return {
    has: (symbol) => seriesBySymbol.has(symbol),
    next: (symbol) => {
      step(seriesOf(symbol))
      return latest(symbol)
    },
    latest,
    history: (symbol) => {
      const { seq, prices } = seriesOf(symbol)
      return { seq, prices: [...prices] }
    },
  }
}
