import { SYMBOLS, type Price } from './protocol'

const KEPT = 500
const FIRST_PRICES = 40
const START = 100

/** The prices of each symbol, as a database has them: they survive a restart of the server. */
export interface Market {
  /** The next price of one symbol, in turn. */
  next(): Price
  after(symbol: string, seq: number): readonly Price[]
  latest(symbol: string): readonly Price[]
  lastSeq(symbol: string): number
}

export function createMarket(random: () => number = Math.random): Market {
  const prices = new Map<string, Price[]>(SYMBOLS.map((symbol) => [symbol, []]))
  let turn = 0

  const listOf = (symbol: string) => prices.get(symbol) ?? []

  function next(): Price {
    const symbol = SYMBOLS[turn++ % SYMBOLS.length]!
    const list = listOf(symbol)
    const last = list.at(-1)
    // A drift back to the start keeps the curve in view.
    const value = (last?.value ?? START) + (random() - 0.5) * 2 + (START - (last?.value ?? START)) * 0.04
    const price: Price = { type: 'price', symbol, seq: (last?.seq ?? 0) + 1, value: Math.round(value * 100) / 100 }
    list.push(price)
    if (list.length > KEPT) list.shift()
    return price
  }

  for (let count = 0; count < FIRST_PRICES * SYMBOLS.length; count++) next()
  return {
    next,
    after: (symbol, seq) => listOf(symbol).filter((price) => price.seq > seq),
    latest: (symbol) => listOf(symbol).slice(-FIRST_PRICES),
    lastSeq: (symbol) => listOf(symbol).at(-1)?.seq ?? 0,
  }
}
