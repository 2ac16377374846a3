import { channel, type Connection } from 'websocket-store'
import { SYMBOLS, type FromServer, type ToServer } from './protocol'
import { createStore, type Store } from '../shared/store'

export interface Tally {
  readonly delivered: number
  /** Holes and repeats in the numbers of the prices, as a component sees them. */
  readonly lost: number
  readonly repeated: number
}

/** Checks every price that is delivered: none may be missing and none may come twice. */
export function createTally(connection: Connection<FromServer, ToServer, number>): { tally: Store<Tally>; stop(): void } {
  const tally = createStore<Tally>({ delivered: 0, lost: 0, repeated: 0 })
  const lastSeqs = new Map<string, number>()
  const stops = SYMBOLS.map((symbol) =>
    channel(connection, symbol).onMessage((message) => {
      if (message.type !== 'price') return
      const expected = (lastSeqs.get(symbol) ?? message.seq - 1) + 1
      lastSeqs.set(symbol, message.seq)
      const { delivered, lost, repeated } = tally.get()
      tally.set({
        delivered: delivered + 1,
        lost: lost + Math.max(0, message.seq - expected),
        repeated: repeated + Number(message.seq < expected),
      })
    }),
  )
  return { tally, stop: () => stops.forEach((stop) => stop()) }
}
