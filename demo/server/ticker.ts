import { MAX_RATE, SYMBOLS, isRecord } from '../protocol'
import type { TickerMessage, TickerSymbol } from '../protocol'
import { parseJson } from './client'
import type { Endpoint } from './client'
import { pace } from './pace'

const START_RATE = 10

/** How much a price can move per second. */
const VOLATILITY = 5

const START_PRICES: Record<TickerSymbol, number> = { OAK: 106, ELM: 100, FIR: 95 }

const isRate = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= MAX_RATE

/** Prices that change at random. All clients get the same prices, each at its own rate. */
export const createTicker = (random: () => number = Math.random): Endpoint => {
  const prices = new Map<TickerSymbol, number>(SYMBOLS.map((symbol) => [symbol, START_PRICES[symbol]]))
  let tickCount = 0
  let lastStepAt = 0

  const nextTick = (): TickerMessage => {
    const now = Date.now()
    const symbol = SYMBOLS[tickCount++ % SYMBOLS.length] ?? SYMBOLS[0]
    const price = prices.get(symbol) ?? START_PRICES[symbol]
    // The price depends on the time, not on the number of ticks, so a higher rate shows the same market with more detail.
    const seconds = Math.min(1, (now - lastStepAt) / 1000)
    const pull = (START_PRICES[symbol] - price) * seconds * 0.1
    const next = Math.max(1, price + (random() - 0.5) * Math.sqrt(seconds) * VOLATILITY + pull)
    lastStepAt = now
    prices.set(symbol, next)
    return { type: 'tick', symbol, price: Math.round(next * 100) / 100, at: now }
  }

  return {
    open: (client) => {
      let perSecond = START_RATE
      const stop = pace(
        () => perSecond,
        () => client.send(nextTick()),
      )
      client.send({ type: 'rate', perSecond } satisfies TickerMessage)
      return {
        onMessage: (data, isBinary) => {
          const parsed = parseJson(data, isBinary)
          const command = 'error' in parsed ? undefined : parsed.value
          if ('error' in parsed) client.send({ type: 'error', error: parsed.error })
          else if (!isRecord(command) || command['type'] !== 'rate' || !isRate(command['perSecond']))
            client.send({ type: 'error', error: `Expected {"type":"rate","perSecond":0..${MAX_RATE}}.` })
          else {
            perSecond = command['perSecond']
            client.send({ type: 'rate', perSecond } satisfies TickerMessage)
          }
        },
        onClose: stop,
      }
    },
    floodFrame: () => JSON.stringify(nextTick()),
  }
}
