import { expect, it } from 'vitest'
import { MARKET_SYMBOLS, type Quote, type QuoteHistory } from '../../demo/market-protocol'
import { formatRecovery, joinPrices, symbolAfterKey, toPoints, toQuote } from '../../demo/page/shared/market'

const quote = (seq: number, price: number): Quote => ({ type: 'quote', symbol: 'OAK01', seq, price, change: 0 })
const history: QuoteHistory = { type: 'history', id: '1', symbol: 'OAK01', seq: 3, prices: [1, 2, 3], change: 0 }

it('includes a quote once if it is both in the history and among the later quotes', () => {
  expect(joinPrices(history, [quote(2, 2), quote(3, 3), quote(4, 4), quote(5, 5)])).toEqual([1, 2, 3, 4, 5])
})

it('starts again with the history that was loaded after a gap', () => {
  const loaded: QuoteHistory = { ...history, seq: 9, prices: [8, 9] }
  expect(joinPrices(history, [quote(4, 4), loaded, quote(10, 10)])).toEqual([8, 9, 10])
  expect(joinPrices(null, [quote(4, 4), loaded, quote(10, 10)])).toEqual([8, 9, 10])
})

it('uses the requested history if it is later than the loaded one', () => {
  expect(joinPrices({ ...history, seq: 5, prices: [4, 5] }, [{ ...history, seq: 3 }, quote(4, 4), quote(6, 6)])).toEqual([4, 5, 6])
})

it('draws nothing until there is a history', () => {
  expect(joinPrices(null, [quote(4, 4)])).toEqual([])
})

it('keeps the last 240 prices', () => {
  const live = Array.from({ length: 300 }, (_, index) => quote(index + 4, index + 4))
  expect(joinPrices(history, live)).toEqual(live.slice(-240).map(({ price }) => price))
})

it('shows the last price of a loaded history in the row', () => {
  expect(toQuote({ ...history, change: 7 })).toEqual({ price: 3, change: 7 })
  expect(toQuote({ type: 'rate', perSecond: 1 })).toBeUndefined()
})

it.each([
  ['fresh', 'subscribed', ''],
  ['resumed', 'subscribed', ', resumed'],
  ['gap', 'loading', ', loading again …'],
  ['gap', 'subscribed', ', loaded again'],
  ['gap', 'subscribing', ''],
] as const)('describes a chart that is %s and %s with %j', (recovery, status, text) => {
  expect(formatRecovery(recovery, status)).toBe(text)
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
