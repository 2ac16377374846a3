/** The ways to receive the messages. They are the names of the pages. */
export const WAYS = {
  page: 'a socket of the page',
  worker: 'a worker, every message delivered',
  channel: 'a worker, one channel of 25 delivered',
  latest: 'a worker, 25 channels with `latest`',
} as const

export type Way = keyof typeof WAYS

/** Instruments in the feed, each a channel of its own. */
export const KEYS = 25
export const keyOf = (index: number): string => `SYM${index % KEYS}`
export const ALL_KEYS: readonly string[] = Array.from({ length: KEYS }, (_, index) => keyOf(index))

/** One message of the feed: an order book. */
export interface Book {
  readonly type: 'book' | 'end'
  readonly symbol: string
  readonly seq: number
  readonly at: string
  readonly bids: readonly Level[]
  readonly asks: readonly Level[]
}

interface Level {
  readonly price: number
  readonly size: number
  readonly orders: number
}
