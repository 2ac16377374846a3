import { expect, it } from 'vitest'
import type { MarketMessage } from '../../demo/market-protocol'
import type { Client } from '../../demo/server/client'
import { createQuotes, MAX_MISSED } from '../../demo/server/quotes'
import { createSubscriptions } from '../../demo/server/subscriptions'

const SYMBOL = 'OAK01'

const setUp = (startMs = 1_000_000) => {
  const clock = { ms: startMs }
  const quotes = createQuotes(() => 0.5, () => clock.ms)
  return { clock, quotes, subscriptions: createSubscriptions(quotes) }
}

const createReader = () => {
  const messages: MarketMessage[] = []
  const state = { isBlocked: false }
  const client = {
    hasCapacity: () => !state.isBlocked,
    push: (message: MarketMessage) => !state.isBlocked && messages.push(message) > 0,
  } as unknown as Client
  const seqs = () => messages.flatMap((message) => (message.type === 'quote' ? [message.seq] : []))
  return { client, messages, seqs, state }
}

const following = (seq: number, count: number): number[] => Array.from({ length: count }, (_, index) => seq + 1 + index)

it('moves every symbol while nobody watches it, and a watched one only on request', () => {
  const { clock, quotes } = setUp()
  const [oak, elm] = [quotes.latest(SYMBOL).seq, quotes.latest('ELM01').seq]
  quotes.setWatched(SYMBOL, true)
  clock.ms += 3000
  expect(quotes.latest(SYMBOL).seq).toBe(oak)
  expect(quotes.latest('ELM01').seq).toBe(elm + 10)
  expect(quotes.next(SYMBOL).seq).toBe(oak + 1)
  quotes.setWatched(SYMBOL, false)
  clock.ms += 3000
  expect(quotes.latest(SYMBOL).seq).toBe(oak + 11)
})

it('keeps 120 prices after a long time, and counts all moves', () => {
  const { clock, quotes } = setUp()
  const { seq } = quotes.latest(SYMBOL)
  clock.ms += 3_000_000
  expect(quotes.history(SYMBOL).seq).toBe(seq + 10_000)
  expect(quotes.history(SYMBOL).prices).toHaveLength(120)
  expect(quotes.after(SYMBOL, seq + 9_998)!.map((quote) => quote.seq)).toEqual([seq + 9_999, seq + 10_000])
})

it('returns the quotes after a position with the prices of the history', () => {
  const quotes = createQuotes(Math.random, () => 0)
  const { seq, prices } = quotes.history(SYMBOL)
  const missed = quotes.after(SYMBOL, seq - 5)!
  expect(missed.map((quote) => quote.price)).toEqual(prices.slice(-5))
  expect(missed.at(-1)).toEqual(quotes.latest(SYMBOL))
})

it('confirms a new subscription as fresh, and sends the latest quote', () => {
  const { quotes, subscriptions } = setUp()
  const { client, messages } = createReader()
  subscriptions.add(client, SYMBOL, undefined)
  expect(messages).toEqual([{ type: 'subscribed', symbol: SYMBOL, verdict: 'fresh' }, quotes.latest(SYMBOL)])
})

it.each([0, 1, MAX_MISSED])('resumes a client that missed %i quotes, and sends these again', (missed) => {
  const { quotes, subscriptions } = setUp()
  const since = quotes.latest(SYMBOL).seq
  for (let n = 0; n < missed; n += 1) quotes.next(SYMBOL)
  const { client, messages, seqs } = createReader()
  subscriptions.add(client, SYMBOL, since)
  expect(messages[0]).toEqual({ type: 'subscribed', symbol: SYMBOL, verdict: 'resumed' })
  quotes.next(SYMBOL)
  subscriptions.deliver(SYMBOL)
  expect(seqs()).toEqual(following(since, missed + 1))
})

it('answers with gap and the latest quote if a client missed more than 20 quotes', () => {
  const { quotes, subscriptions } = setUp()
  const since = quotes.latest(SYMBOL).seq
  for (let n = 0; n <= MAX_MISSED; n += 1) quotes.next(SYMBOL)
  const { client, messages } = createReader()
  subscriptions.add(client, SYMBOL, since)
  expect(messages).toEqual([{ type: 'subscribed', symbol: SYMBOL, verdict: 'gap' }, quotes.latest(SYMBOL)])
})

it('answers with gap after a restart of the server, and for a quote that does not exist yet', () => {
  const before = setUp()
  for (let n = 0; n < 100_000; n += 1) before.quotes.next(SYMBOL)
  const after = setUp(1_000_200)
  const last = after.quotes.latest(SYMBOL).seq
  for (const since of [before.quotes.latest(SYMBOL).seq, last + 1]) {
    const { client, messages } = createReader()
    after.subscriptions.add(client, SYMBOL, since)
    expect(messages[0]).toMatchObject({ verdict: 'gap' })
  }
  expect(last).toBeGreaterThan(before.quotes.latest(SYMBOL).seq)
})

it.each([
  ['the quotes that it missed', MAX_MISSED, MAX_MISSED],
  ['only the latest quote', MAX_MISSED + 1, 1],
])('sends %s when a client can read again after %i quotes', (_what, missed, count) => {
  const { quotes, subscriptions } = setUp()
  const { client, seqs, state } = createReader()
  subscriptions.add(client, SYMBOL, quotes.latest(SYMBOL).seq)
  state.isBlocked = true
  expect(subscriptions.hasReader(SYMBOL)).toBe(false)
  for (let n = 0; n < missed; n += 1) {
    quotes.next(SYMBOL)
    subscriptions.deliver(SYMBOL)
  }
  expect(seqs()).toEqual([])
  state.isBlocked = false
  subscriptions.deliver(SYMBOL)
  expect(seqs()).toEqual(following(quotes.latest(SYMBOL).seq - count, count))
})

it('stops when a client has unsubscribed, and lets the symbol move by itself after the last one', () => {
  const { clock, quotes, subscriptions } = setUp()
  const [one, two] = [createReader(), createReader()]
  for (const { client } of [one, two]) subscriptions.add(client, SYMBOL, quotes.latest(SYMBOL).seq)
  subscriptions.remove(one.client, SYMBOL)
  quotes.next(SYMBOL)
  subscriptions.deliver(SYMBOL)
  expect([one.seqs(), two.seqs()]).toEqual([[], [quotes.latest(SYMBOL).seq]])
  clock.ms += 600
  expect(quotes.latest(SYMBOL).seq).toBe(two.seqs()[0])
  subscriptions.removeAll(two.client)
  expect(subscriptions.symbols().next().done).toBe(true)
  clock.ms += 600
  expect(quotes.latest(SYMBOL).seq).toBe(two.seqs()[0]! + 2)
})
