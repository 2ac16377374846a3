import { MARKET_SYMBOLS, MAX_MARKET_RATE, marketCommand, type MarketCommand, type MarketMessage } from '../market-protocol'
import { parseJson, type Client, type Endpoint } from './client'
import { pace } from './pace'
import { createQuotes, type Quotes } from './quotes'

const START_RATE = 200

/** What one client asked for. */
interface Wishes {
  perSecond: number
  readonly symbols: Set<string>
}

const KNOWN = `Known: subscribe and unsubscribe {symbol}, history {id, symbol}, rate {perSecond: 0..${MAX_MARKET_RATE}}.`

const answerTo = (quotes: Quotes, wishes: Wishes, command: MarketCommand): MarketMessage[] => {
  if (command.type === 'rate') {
    wishes.perSecond = command.perSecond ?? wishes.perSecond
    return [{ type: 'rate', perSecond: wishes.perSecond }]
  }
  const { type, symbol } = command
  if (!quotes.has(symbol)) return [{ type: 'refused', symbol, error: 'There is no such symbol.' }]
  switch (type) {
    case 'subscribe':
      wishes.symbols.add(symbol)
      return [{ type: 'subscribed', symbol }, quotes.latest(symbol)]
    case 'unsubscribe':
      wishes.symbols.delete(symbol)
      return []
    case 'history':
      return [{ type, id: command.id ?? '', symbol, ...quotes.history(symbol) }]
  }
}

/** Goes round what is subscribed, whatever comes and goes meanwhile. */
const createRound = (symbols: ReadonlySet<string>): (() => string | undefined) => {
  let round = symbols.values()
  return () => {
    const { value, done } = round.next()
    if (!done) return value
    round = symbols.values()
    return round.next().value
  }
}

/** A thousand channels: each client hears of those it subscribed to, at a rate of its own, and may ask for their past. */
export const createMarket = (quotes = createQuotes()): Endpoint => {
  const open = (client: Client) => {
    const wishes: Wishes = { perSecond: START_RATE, symbols: new Set() }
    const nextSymbol = createRound(wishes.symbols)
    const stop = pace(
      () => wishes.perSecond,
      () => {
        const symbol = nextSymbol()
        return symbol !== undefined && client.send(quotes.next(symbol))
      },
    )

    const answer = (value: unknown): MarketMessage[] => {
      const command = marketCommand.safeParse(value)
      return command.success ? answerTo(quotes, wishes, command.data) : [{ type: 'error', error: KNOWN }]
    }
    return {
      onMessage: (data: Parameters<typeof parseJson>[0], isBinary: boolean) => {
        const parsed = parseJson(data, isBinary)
        const replies: MarketMessage[] = 'error' in parsed ? [{ type: 'error', error: parsed.error }] : answer(parsed.value)
        for (const reply of replies) client.send(reply)
      },
      onClose: stop,
    }
  }

  return {
    open,
    floodFrame: (index) => JSON.stringify(quotes.next(MARKET_SYMBOLS[index % MARKET_SYMBOLS.length]!)),
  }
}
