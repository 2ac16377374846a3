import { MARKET_SYMBOLS, type Quote } from '../market-protocol'

const HISTORY_LENGTH = 120

interface Line {
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
  /** Its last prices, oldest first, and the number of the last one. */
  history(symbol: string): { readonly seq: number; readonly prices: number[] }
}

const toCents = (price: number): number => Math.round(price * 100) / 100

/** The prices of a thousand symbols, which wander at random and are the same for everybody. */
export const createQuotes = (random: () => number = Math.random): Quotes => {
  const lines = new Map<string, Line>()

  const step = (line: Line): void => {
    const last = line.prices.at(-1) ?? line.first
    // Pulled back a little, so that none runs away however fast the market goes.
    const next = last * (1 + (random() - 0.5) * 0.004) + (line.first - last) * 0.002
    line.prices.push(toCents(Math.max(0.01, next)))
    if (line.prices.length > HISTORY_LENGTH) line.prices.shift()
    line.seq += 1
  }

  const lineOf = (symbol: string): Line => {
    const line = lines.get(symbol)
    if (line === undefined) throw new Error(`No symbol ${symbol}.`)
    return line
  }

  const latest = (symbol: string): Quote => {
    const { first, prices, seq } = lineOf(symbol)
    const price = prices.at(-1) ?? first
    return { type: 'quote', symbol, seq, price, change: toCents((price / first - 1) * 100) }
  }

  for (const symbol of MARKET_SYMBOLS) {
    const line: Line = { symbol, first: toCents(20 + random() * 180), prices: [], seq: 0 }
    lines.set(symbol, line)
    for (let n = 0; n < HISTORY_LENGTH; n += 1) step(line)
  }

  return {
    has: (symbol) => lines.has(symbol),
    next: (symbol) => {
      step(lineOf(symbol))
      return latest(symbol)
    },
    latest,
    history: (symbol) => {
      const { seq, prices } = lineOf(symbol)
      return { seq, prices: [...prices] }
    },
  }
}
