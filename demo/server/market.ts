import { MARKET_SYMBOLS, MAX_MARKET_RATE, marketCommand, type MarketCommand, type MarketMessage } from '../market-protocol'
import { parseJson, type Client, type Endpoint } from './client'
import { pace } from './pace'
import { createQuotes, type Quotes } from './quotes'

const START_RATE = 200

/** The rate and the subscriptions of one client. */
interface ClientSettings {
  perSecond: number
  readonly symbols: Set<string>
}

const KNOWN_COMMANDS = `Known commands: subscribe and unsubscribe {symbol}, history {id, symbol}, rate {perSecond: 0..${MAX_MARKET_RATE}}.`

const handleCommand = (quotes: Quotes, settings: ClientSettings, command: MarketCommand): MarketMessage[] => {
  if (command.type === 'rate') {
    settings.perSecond = command.perSecond ?? settings.perSecond
    return [{ type: 'rate', perSecond: settings.perSecond }]
  }
  const { type, symbol } = command
  if (!quotes.has(symbol)) return [{ type: 'refused', symbol, error: 'There is no such symbol.' }]
  switch (type) {
    case 'subscribe':
      settings.symbols.add(symbol)
      return [{ type: 'subscribed', symbol }, quotes.latest(symbol)]
    case 'unsubscribe':
      settings.symbols.delete(symbol)
      return []
    case 'history':
      return [{ type, id: command.id ?? '', symbol, ...quotes.history(symbol) }]
  }
}

/** Returns the subscribed symbols in turn. Symbols can be added and removed at any time. */
const createRoundRobin = (symbols: ReadonlySet<string>): (() => string | undefined) => {
  let iterator = symbols.values()
  return () => {
    const { value, done } = iterator.next()
    if (!done) return value
    iterator = symbols.values()
    return iterator.next().value
  }
}

/** A thousand channels. Each client gets the symbols that it subscribed to, at its own rate, and can request their history. */
export const createMarket = (quotes = createQuotes()): Endpoint => {
  const open = (client: Client) => {
    const settings: ClientSettings = { perSecond: START_RATE, symbols: new Set() }
    const nextSymbol = createRoundRobin(settings.symbols)
    const stop = pace(
      () => settings.perSecond,
      () => {
        const symbol = nextSymbol()
        return symbol !== undefined && client.send(quotes.next(symbol))
      },
    )

    const answer = (value: unknown): MarketMessage[] => {
      const command = marketCommand.safeParse(value)
      return command.success ? handleCommand(quotes, settings, command.data) : [{ type: 'error', error: KNOWN_COMMANDS }]
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
