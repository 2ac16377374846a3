import { frameOf } from '../stream/frame'
import { serveStream } from '../stream/serve-stream'
import { KEYS, keyOf, type Book } from './load'

const LEVELS = 25
/** A multiple of the number of keys, so that the order of the keys is the same in each round. */
const VARIANTS = 20 * KEYS

function bookOf(index: number): Book {
  const levels = (side: number) =>
    Array.from({ length: LEVELS }, (_, level) => ({ price: 100 + (index % 500) / 100 + (side * level) / 100, size: 100 + ((index * 7 + level) % 900), orders: 1 + (level % 9) }))
  return { type: 'book', symbol: keyOf(index), seq: 100_000 + index, at: '2026-01-01T12:00:00.000Z', bids: levels(-1), asks: levels(1) }
}

const frames = Array.from({ length: VARIANTS }, (_, index) => frameOf(JSON.stringify(bookOf(index))))
serveStream(frames, frameOf(JSON.stringify({ ...bookOf(0), type: 'end' })))
