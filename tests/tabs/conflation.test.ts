import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { channel, json, type Channel, type ChannelProtocol, type Connection } from 'websocket-store'
import { createFrameQueue } from '../../src/tabs/worker/frame-queue'
import type { ServedOptions } from '../../src/tabs/worker'
import { holds } from '../support/property'
import { waitFor } from '../support/wait-for'
import { startServer } from '../support/ws-server'
import { startTabs, type Page } from './support/tabs'

interface Quote {
  readonly symbol: string
  readonly price: number
}

const protocol: ChannelProtocol<Quote, unknown, number> = {
  subscribe: (key, from) => ({ key, from }),
  route: () => 'quotes',
  positionOf: ({ price }) => price,
}

async function startQuotes(latest: (quote: Quote, key: string) => string | undefined) {
  const server = await startServer({ echo: false })
  onTestFinished(() => server.stop())
  const tabs = startTabs(() => ({ codec: json(), channels: { ...protocol, latest }, lingerMs: 10 }) as unknown as ServedOptions)
  return { server, tabs, publish: (...quotes: Quote[]) => quotes.forEach((quote) => server.broadcast(JSON.stringify(quote))) }
}

function open(page: Page, url: string): { readonly quotes: Channel<Quote>; readonly connection: Connection<Quote>; readonly log: Quote[]; readonly raw: Quote[] } {
  const connection = page.registry.connection(url) as unknown as Connection<Quote>
  connection.retain()
  const quotes = channel(connection, 'quotes')
  const log: Quote[] = []
  const raw: Quote[] = []
  quotes.onMessage((quote) => void log.push(quote))
  connection.onMessage((quote) => void raw.push(quote))
  return { connection, quotes, log, raw }
}

describe('conflation of the messages of a channel', () => {
  it('passes the last message of each key to every page, and counts those that it replaces', async () => {
    const { server, tabs, publish } = await startQuotes(({ symbol }) => symbol)
    const pages = [1, 2].map(() => open(tabs.openPage(), server.url))
    await waitFor(() => server.messages.length === 1 && pages.every(({ quotes }) => quotes.getSnapshot().status === 'subscribed'))
    for (let price = 1; price <= 500; price++) publish({ symbol: 'A', price }, { symbol: 'B', price })
    publish({ symbol: 'A', price: 501 })
    await waitFor(() => pages.every(({ log }) => log.some(({ price }) => price === 501) && log.some(({ symbol, price }) => symbol === 'B' && price === 500)))
    for (const { quotes, log, raw } of pages) {
      const { conflated } = quotes.getSnapshot()
      expect(conflated! + log.length).toBe(1001)
      expect(conflated).toBeGreaterThan(500)
      for (const symbol of ['A', 'B']) {
        const prices = log.filter((each) => each.symbol === symbol).map(({ price }) => price)
        expect(prices).toEqual([...prices].sort((a, b) => a - b))
      }
      // What a channel drops is not passed outside of the channel either.
      expect(raw).toEqual(log)
    }
  })

  it('passes messages without a key all, and in order', async () => {
    const { server, tabs, publish } = await startQuotes(({ symbol }) => (symbol === 'trade' ? undefined : symbol))
    const { quotes, log } = open(tabs.openPage(), server.url)
    await waitFor(() => quotes.getSnapshot().status === 'subscribed')
    for (let price = 1; price <= 300; price++) publish({ symbol: 'A', price }, { symbol: 'trade', price })
    await waitFor(() => log.at(-1)?.symbol === 'trade' && log.at(-1)?.price === 300)
    const trades = log.filter(({ symbol }) => symbol === 'trade').map(({ price }) => price)
    expect(trades).toEqual(Array.from({ length: 300 }, (_, index) => index + 1))
    // The trade of the same price follows its quote.
    expect(log.at(-2)).toEqual({ symbol: 'A', price: 300 })
  })

  it('passes what waits before the socket is lost, and continues from its position', async () => {
    const { server, tabs, publish } = await startQuotes(({ symbol }) => symbol)
    const { quotes, log } = open(tabs.openPage(), server.url)
    await waitFor(() => quotes.getSnapshot().status === 'subscribed')
    publish({ symbol: 'A', price: 1 }, { symbol: 'A', price: 2 })
    server.terminateAll()
    await waitFor(() => server.opened === 2 && quotes.getSnapshot().status === 'subscribed')
    expect(log.at(-1)).toEqual({ symbol: 'A', price: 2 })
    expect(server.messages.map((each) => JSON.parse(String(each)) as unknown)).toEqual([{ key: 'quotes' }, { key: 'quotes', from: 2 }])
  })
})

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ key: fc.constantFrom('a', 'b', null), channels: fc.subarray(['x', 'y']) }) },
  { weight: 1, arbitrary: fc.constant('flush' as const) },
  { weight: 1, arbitrary: fc.constant('frame' as const) },
)

it('the last message of each key arrives, one without a key always, in order, and each dropped one is counted', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  holds(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const latest = ({ key }: { readonly key: string | null }) => key ?? undefined
      const frames = createFrameQueue({ option: () => ({ latest }) } as never)
      const sent: { readonly number: number; readonly key: string | null; readonly to: string }[] = []
      const got: { readonly number: number; readonly to: string; readonly conflated: number }[] = []
      const passed: number[] = []
      steps.forEach((each, number) => {
        if (each === 'flush') return frames.flush()
        if (each === 'frame') return vi.advanceTimersByTime(16)
        const { key, channels } = each
        const message = { key }
        const event = { type: 'message', data: '' } as MessageEvent
        frames.pass(message, event, () => void passed.push(number))
        for (const to of channels) {
          sent.push({ number, key, to })
          frames.deliver(to, message, event, (conflated) => void got.push({ number, to, conflated }))
        }
      })
      vi.advanceTimersByTime(16)
      expect(got.map(({ number }) => number)).toEqual(got.map(({ number }) => number).sort((a, b) => a - b))
      for (const to of ['x', 'y']) {
        const own = sent.filter((each) => each.to === to)
        const received = got.filter((each) => each.to === to)
        expect(received.length + received.reduce((sum, { conflated }) => sum + conflated, 0)).toBe(own.length)
        const numbers = received.map(({ number }) => number)
        for (const { number, key } of own) if (key === null) expect(numbers).toContain(number)
        for (const key of ['a', 'b']) {
          const last = own.filter((each) => each.key === key).at(-1)
          if (last) expect(numbers).toContain(last.number)
        }
      }
      // A message that no channel wants, or that one still wants, is passed.
      const wanted = new Set(got.map(({ number }) => number))
      steps.forEach((each, number) => {
        if (typeof each === 'string') return
        expect(passed.includes(number)).toBe(each.channels.length === 0 || wanted.has(number))
      })
    }),
  )
})
