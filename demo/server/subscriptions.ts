import type { MarketMessage, Quote } from '../market-protocol'
import type { Client } from './client'
import type { Quotes } from './quotes'

/** Who gets which quotes. */
export interface Subscriptions {
  /** The symbols with subscribers. */
  symbols(): Iterator<string, undefined>
  /** Confirms, then sends the quotes after `since`. If that is not possible, it sends the latest quote. */
  add(client: Client, symbol: string, since: number | undefined): void
  remove(client: Client, symbol: string): void
  removeAll(client: Client): void
  /** False if all subscribers read too slowly. */
  hasReader(symbol: string): boolean
  /** Sends to each subscriber the quotes that it does not have. */
  deliver(symbol: string): void
  /** The next quote for that client. The caller must send it. */
  takeNext(client: Client, symbol: string): Quote
}

export const createSubscriptions = (quotes: Quotes): Subscriptions => {
  /** For each symbol, the sequence number of the last quote that each subscriber got. */
  const sentSeqs = new Map<string, Map<Client, number>>()

  const deliverTo = (client: Client, symbol: string, sent: Map<Client, number>, seq: number): void => {
    const missed = quotes.after(symbol, seq)
    // A client that was too slow for too long loses quotes, and can see that from the sequence number.
    for (const quote of missed ?? [quotes.latest(symbol)]) {
      if (!client.push(quote)) return
      sent.set(client, quote.seq)
    }
  }

  const remove = (client: Client, symbol: string): void => {
    const sent = sentSeqs.get(symbol)
    if (!sent?.delete(client) || sent.size > 0) return
    sentSeqs.delete(symbol)
    quotes.setWatched(symbol, false)
  }

  return {
    symbols: () => sentSeqs.keys(),
    add: (client, symbol, since) => {
      quotes.setWatched(symbol, true)
      const sent = sentSeqs.get(symbol) ?? new Map<Client, number>()
      sentSeqs.set(symbol, sent)
      const isResumed = since !== undefined && quotes.after(symbol, since) !== null
      const verdict = isResumed ? 'resumed' : since === undefined ? 'fresh' : 'gap'
      const seq = isResumed ? since : quotes.latest(symbol).seq - 1
      sent.set(client, seq)
      client.push({ type: 'subscribed', symbol, verdict } satisfies MarketMessage)
      deliverTo(client, symbol, sent, seq)
    },
    remove,
    removeAll: (client) => {
      for (const symbol of [...sentSeqs.keys()]) remove(client, symbol)
    },
    hasReader: (symbol) => [...(sentSeqs.get(symbol)?.keys() ?? [])].some((client) => client.hasCapacity()),
    deliver: (symbol) => {
      const sent = sentSeqs.get(symbol) ?? new Map<Client, number>()
      for (const [client, seq] of sent) deliverTo(client, symbol, sent, seq)
    },
    takeNext: (client, symbol) => {
      const sent = sentSeqs.get(symbol)
      const seq = sent?.get(client)
      const quote = (seq === undefined ? undefined : quotes.after(symbol, seq)?.[0]) ?? quotes.next(symbol)
      if (seq !== undefined) sent?.set(client, quote.seq)
      return quote
    },
  }
}
