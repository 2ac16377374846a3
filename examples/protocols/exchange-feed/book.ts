// An order book from a snapshot and the updates that follow it.
import type { FromExchange, Level } from './client'

export interface Book {
  readonly bids: ReadonlyMap<string, string>
  readonly asks: ReadonlyMap<string, string>
}

export const EMPTY_BOOK: Book = { bids: new Map(), asks: new Map() }

function changed(side: ReadonlyMap<string, string>, levels: readonly Level[]): ReadonlyMap<string, string> {
  const next = new Map(side)
  for (const [price, quantity] of levels) {
    if (Number(quantity) === 0) next.delete(price)
    else next.set(price, quantity)
  }
  return next
}

/** A reducer for `useMessageReducer`, or for a loop over messages. A snapshot replaces everything. */
export function applyToBook(book: Book, { data }: FromExchange): Book {
  if (data?.e === 'snapshot') return { bids: new Map(data.bids), asks: new Map(data.asks) }
  if (data?.e === 'depthUpdate') return { bids: changed(book.bids, data.b), asks: changed(book.asks, data.a) }
  return book
}
