import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { MARKET_SYMBOLS, marketFrame, type QuoteHistory } from '../../demo/market-protocol'
import { useDemoServer, type DemoClient } from './use-demo-server'

const { open, post, stats } = useDemoServer()

const symbolsOf = (client: DemoClient) => new Set(client.ofType('quote').map(({ symbol }) => symbol))

it('has a thousand different symbols', () => {
  expect(new Set(MARKET_SYMBOLS).size).toBe(1000)
})

it('confirms a subscription, then sends the latest quote and all later quotes of that symbol only', async () => {
  const client = await open('/market')
  client.send({ type: 'subscribe', symbol: 'OAK01' })
  client.send({ type: 'subscribe', symbol: 'ELM02' })
  await vi.waitFor(() => expect(client.ofType('quote').length).toBeGreaterThan(20), 5000)
  expect(client.messages().slice(0, 2).map(({ type }) => type)).toEqual(['subscribed', 'quote'])
  expect(symbolsOf(client)).toEqual(new Set(['OAK01', 'ELM02']))
  const seqs = client.ofType('quote').flatMap(({ symbol, seq }) => (symbol === 'OAK01' ? [Number(seq)] : []))
  expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index))
})

it('sends no more quotes of a symbol after unsubscribe', async () => {
  const client = await open('/market')
  client.send({ type: 'subscribe', symbol: 'OAK01' })
  await vi.waitFor(() => expect(client.ofType('quote').length).toBeGreaterThan(2), 5000)
  client.send({ type: 'unsubscribe', symbol: 'OAK01' })
  client.send({ type: 'history', id: 'end', symbol: 'OAK01' })
  await vi.waitFor(() => expect(client.ofType('history')).toHaveLength(1))
  const before = client.ofType('quote').length
  await sleep(100)
  expect(client.ofType('quote').length).toBe(before)
})

it('answers a history request with its id and with all prices up to the latest quote', async () => {
  const client = await open('/market')
  client.send({ type: 'subscribe', symbol: 'FIR40' })
  await vi.waitFor(() => expect(client.ofType('quote').length).toBeGreaterThan(0))
  client.send({ type: 'rate', perSecond: 0 })
  client.send({ type: 'history', id: '7', symbol: 'FIR40' })
  await vi.waitFor(() => expect(client.ofType('history')).toHaveLength(1))
  const [history] = client.ofType('history') as unknown as QuoteHistory[]
  const last = client.ofType('quote').at(-1)
  expect(history).toMatchObject({ id: '7', symbol: 'FIR40', seq: last?.['seq'] })
  expect(history!.prices).toHaveLength(120)
  expect(history!.prices.at(-1)).toBe(last?.['price'])
})

it('sends thousands of quotes a second, spread evenly, only to the client that subscribed to their symbols', async () => {
  const [fast, slow] = [await open('/market'), await open('/market')]
  for (const symbol of MARKET_SYMBOLS.slice(0, 100)) fast.send({ type: 'subscribe', symbol })
  slow.send({ type: 'subscribe', symbol: 'OAK01' })
  fast.send({ type: 'rate', perSecond: 10_000 })
  await vi.waitFor(() => expect(fast.ofType('quote').length).toBeGreaterThan(5000), 10_000)
  const counts = MARKET_SYMBOLS.slice(0, 100).map(
    (symbol) => fast.ofType('quote').filter((quote) => quote['symbol'] === symbol).length,
  )
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThan(10)
  expect(slow.ofType('quote').length).toBeLessThan(fast.ofType('quote').length / 4)
})

it('puts the quotes of one moment into one frame', async () => {
  const client = await open('/market')
  for (const symbol of MARKET_SYMBOLS.slice(0, 100)) client.send({ type: 'subscribe', symbol })
  client.send({ type: 'rate', perSecond: 10_000 })
  await vi.waitFor(() => expect(client.ofType('rate')).toHaveLength(1))
  const [frames, quotes] = [client.texts.length, client.ofType('quote').length]
  await vi.waitFor(() => expect(client.ofType('quote').length).toBeGreaterThan(quotes + 5000), 10_000)
  expect(client.texts.length - frames).toBeLessThan(1000)
})

it('replies with the current rate to a rate message without a number', async () => {
  const client = await open('/market')
  client.send({ type: 'rate' })
  client.send({ type: 'rate', perSecond: 5 })
  client.send({ type: 'rate' })
  await vi.waitFor(() => expect(client.ofType('rate').map(({ perSecond }) => perSecond)).toEqual([200, 5, 5]))
})

it('sends a new rate to all clients, because it is the rate of the market, and resets it when the last client has left', async () => {
  const clients = [await open('/market'), await open('/market')]
  clients[0]!.send({ type: 'rate', perSecond: 700 })
  for (const client of clients) await vi.waitFor(() => expect(client.ofType('rate')).toEqual([{ type: 'rate', perSecond: 700 }]))
  for (const client of clients) client.socket.terminate()
  await vi.waitFor(async () => expect((await stats()).sockets).toBe(0))
  const next = await open('/market')
  next.send({ type: 'rate' })
  await vi.waitFor(() => expect(next.ofType('rate')).toEqual([{ type: 'rate', perSecond: 200 }]))
})

it('sends the same quotes to all clients of a symbol', async () => {
  const clients = [await open('/market'), await open('/market')]
  for (const client of clients) client.send({ type: 'subscribe', symbol: 'OAK01' })
  const seqsOf = (client: DemoClient) => client.ofType('quote').map(({ seq }) => Number(seq))
  for (const client of clients) await vi.waitFor(() => expect(seqsOf(client).length).toBeGreaterThan(20), 5000)
  for (const client of clients) {
    const seqs = seqsOf(client)
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index))
  }
})

it('resumes after a cut: the missed quotes follow the confirmation, and no quote is missing or sent twice', async () => {
  const before = await open('/market')
  before.send({ type: 'subscribe', symbol: 'OAK01' })
  await vi.waitFor(() => expect(before.ofType('quote').length).toBeGreaterThan(5))
  await post('drop', { path: '/market' })
  await before.closed
  const since = Number(before.ofType('quote').at(-1)?.['seq'])
  const after = await open('/market')
  after.send({ type: 'subscribe', symbol: 'OAK01', since })
  await vi.waitFor(() => expect(after.ofType('quote').length).toBeGreaterThan(5))
  expect(after.messages()[0]).toEqual({ type: 'subscribed', symbol: 'OAK01', verdict: 'resumed' })
  const seqs = after.ofType('quote').map(({ seq }) => Number(seq))
  expect(seqs).toEqual(seqs.map((_, index) => since + 1 + index))
})

it('refuses an unknown symbol', async () => {
  const client = await open('/market')
  for (const type of ['subscribe', 'unsubscribe', 'history']) client.send({ type, symbol: '__proto__' })
  await vi.waitFor(() => expect(client.ofType('refused')).toHaveLength(3))
  expect(client.ofType('refused')[0]).toMatchObject({ symbol: '__proto__' })
})

it.each(['{', '{"type":"rate","perSecond":1e9}', '{"type":"subscribe"}', '{"type":"subscribe","symbol":7}', '{"type":"subscribe","symbol":"OAK01","since":"1"}', '[]', 'null'])(
  'answers %s with an error message',
  async (text) => {
    const client = await open('/market')
    client.send(text)
    await vi.waitFor(() => expect(client.ofType('error')).toHaveLength(1))
  },
)

it('sends only messages that match its schema', async () => {
  const client = await open('/market')
  for (const symbol of ['OAK01', 'nothing']) client.send({ type: 'subscribe', symbol })
  client.send({ type: 'history', id: '1', symbol: 'OAK01' })
  client.send({ type: 'rate' })
  client.send('{')
  const types = ['error', 'history', 'quote', 'rate', 'refused', 'subscribed']
  await vi.waitFor(() => expect(types.every((type) => client.ofType(type).length > 0)).toBe(true))
  for (const text of client.texts) expect(marketFrame.safeParse(JSON.parse(text)).error).toBeUndefined()
})

it('sends each quote of a flood in its turn to all clients, also while the market moves', async () => {
  const clients = [await open('/market'), await open('/market')]
  for (const client of clients) {
    client.send({ type: 'subscribe', symbol: 'ALD01' })
    await vi.waitFor(() => expect(client.ofType('quote').length).toBeGreaterThan(0))
  }
  clients[0]!.send({ type: 'rate', perSecond: 1000 })
  await post('flood', { path: '/market', count: 20_000 })
  for (const client of clients) {
    await vi.waitFor(() => expect(client.ofType('quote').length).toBeGreaterThan(20_000), 10_000)
    const seqs = client.ofType('quote').flatMap(({ symbol, seq }) => (symbol === 'ALD01' ? [Number(seq)] : []))
    expect(seqs.length).toBeGreaterThan(20)
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index))
  }
})
