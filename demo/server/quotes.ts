import { MARKET_SYMBOLS, type Quote, type QuoteHistory } from '../market-protocol'

const HISTORY_LENGTH = 120

/** A client that missed more quotes of a symbol than this has a gap. */
export const MAX_MISSED = 20

/** How often a symbol moves that nobody watches. */
const UNWATCHED_EVERY_MS = 300

interface PriceSeries {
  readonly symbol: string
  readonly first: number
  readonly prices: number[]
  seq: number
  isWatched: boolean
  /** The time up to which an unwatched symbol has moved. */
  movedAt: number
}

export interface Quotes {
  has(symbol: string): boolean
  /** A watched symbol moves only by `next`. Others move by themselves. */
  setWatched(symbol: string, isWatched: boolean): void
  /** Moves the price of that symbol by one step. */
  next(symbol: string): Quote
  latest(symbol: string): Quote
  /** The quotes after that sequence number, oldest first. Null if there are too many, or if there was no such quote. */
  after(symbol: string, seq: number): Quote[] | null
  /** The last prices, oldest first, and the sequence number of the last one. */
  history(symbol: string): Pick<QuoteHistory, 'seq' | 'prices' | 'change'>
}

const toCents = (price: number): number => Math.round(price * 100) / 100

/** The prices of a thousand symbols. They change at random and are the same for all clients. */
export const createQuotes = (random: () => number = Math.random, now: () => number = Date.now): Quotes => {
  const seriesBySymbol = new Map<string, PriceSeries>()
  // In microseconds, so that all quotes are later than those of the server that ran before.
  const firstSeq = Math.floor(now()) * 1000

  const step = (series: PriceSeries): void => {
    const last = series.prices.at(-1) ?? series.first
    // A small pull to the first price keeps prices in range at every rate.
    const next = last * (1 + (random() - 0.5) * 0.004) + (series.first - last) * 0.002
    series.prices.push(toCents(Math.max(0.01, next)))
    if (series.prices.length > HISTORY_LENGTH) series.prices.shift()
    series.seq += 1
  }

  /** The steps of an unwatched symbol are made when somebody needs them, so that a market without clients costs nothing. */
  const catchUp = (series: PriceSeries): void => {
    const steps = Math.max(0, Math.floor((now() - series.movedAt) / UNWATCHED_EVERY_MS))
    series.movedAt += steps * UNWATCHED_EVERY_MS
    const kept = Math.min(steps, HISTORY_LENGTH)
    series.seq += steps - kept
    for (let n = 0; n < kept; n += 1) step(series)
  }

  const seriesOf = (symbol: string): PriceSeries => {
    const series = seriesBySymbol.get(symbol)
    if (series === undefined) throw new Error(`No symbol ${symbol}.`)
    if (!series.isWatched) catchUp(series)
    return series
  }

  const changeOf = ({ first }: PriceSeries, price: number): number => toCents((price / first - 1) * 100)

  /** The quote that is `age` steps old. */
  const quoteOf = (series: PriceSeries, age: number): Quote => {
    const price = series.prices.at(-1 - age) ?? series.first
    return { type: 'quote', symbol: series.symbol, seq: series.seq - age, price, change: changeOf(series, price) }
  }

  // Symbols move at different times.
  const randomStart = (): number => now() - random() * UNWATCHED_EVERY_MS

  for (const symbol of MARKET_SYMBOLS) {
    const first = toCents(20 + random() * 180)
    const series: PriceSeries = { symbol, first, prices: [], seq: firstSeq, isWatched: false, movedAt: randomStart() }
    seriesBySymbol.set(symbol, series)
    for (let n = 0; n < HISTORY_LENGTH; n += 1) step(series)
  }

  return {
    has: (symbol) => seriesBySymbol.has(symbol),
    setWatched: (symbol, isWatched) => {
      const series = seriesOf(symbol)
      if (series.isWatched === isWatched) return
      series.isWatched = isWatched
      series.movedAt = randomStart()
    },
    next: (symbol) => {
      const series = seriesOf(symbol)
      step(series)
      return quoteOf(series, 0)
    },
    latest: (symbol) => quoteOf(seriesOf(symbol), 0),
    after: (symbol, seq) => {
      const series = seriesOf(symbol)
      const count = series.seq - seq
      if (count < 0 || count > MAX_MISSED) return null
      return Array.from({ length: count }, (_, index) => quoteOf(series, count - 1 - index))
    },
    history: (symbol) => {
      const series = seriesOf(symbol)
      return { seq: series.seq, prices: [...series.prices], change: quoteOf(series, 0).change }
    },
  }
}
