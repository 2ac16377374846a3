import { expect, it } from 'vitest'
import { MARKET_SYMBOLS, type Quote, type QuoteHistory } from '../../demo/market-protocol'
import { joinPrices, symbolAfterKey, toPoints } from '../../demo/page/shared/market'

const quote = (seq: number, price: number): Quote => ({ type: 'quote', symbol: 'OAK01', seq, price, change: 0 })
const history: QuoteHistory = { type: 'history', id: '1', symbol: 'OAK01', seq: 3, prices: [1, 2, 3], change: 0 }

it('includes a quote once if it is both in the history and among the later quotes', () => {
  expect(joinPrices(history, [quote(2, 2), quote(3, 3), quote(4, 4), undefined, quote(5, 5)])).toEqual([1, 2, 3, 4, 5])
})

it('draws from the left edge to the right edge, with the highest price at the top', () => {
  expect(toPoints([1, 3, 2])).toBe('0.00,38.00 50.00,2.00 100.00,20.00')
  expect(toPoints([5])).toBe('0.00,38.00')
  expect(toPoints([])).toBe('')
})

it('selects a row by key, stops at both ends, and ignores other keys', () => {
  const [first = '', second = ''] = MARKET_SYMBOLS
  expect(symbolAfterKey('ArrowDown', first)).toBe(second)
  expect(symbolAfterKey('ArrowUp', second)).toBe(first)
  expect(symbolAfterKey('ArrowUp', first)).toBe(first)
  expect(symbolAfterKey('ArrowDown', MARKET_SYMBOLS.at(-1)!)).toBe(MARKET_SYMBOLS.at(-1))
  expect(symbolAfterKey('PageDown', first)).toBe(MARKET_SYMBOLS[10])
  expect(symbolAfterKey('PageUp', MARKET_SYMBOLS[15]!)).toBe(MARKET_SYMBOLS[5])
  expect(symbolAfterKey('PageUp', second)).toBe(first)
  expect(symbolAfterKey('PageDown', MARKET_SYMBOLS.at(-3)!)).toBe(MARKET_SYMBOLS.at(-1))
  expect(symbolAfterKey('End', second)).toBe(MARKET_SYMBOLS.at(-1))
  expect(symbolAfterKey('Home', MARKET_SYMBOLS[500]!)).toBe(first)
  expect(symbolAfterKey('Tab', first)).toBeUndefined()
})
