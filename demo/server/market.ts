import { MARKET_SYMBOLS, MAX_MARKET_RATE, marketCommand, type MarketCommand, type MarketMessage } from '../market-protocol'
import { parseJson, type Client, type ClientHandlers, type Endpoint } from './client'
import { pace } from './pace'
import { createQuotes } from './quotes'
import { createSubscriptions, type Subscriptions } from './subscriptions'

const START_RATE = 200

const KNOWN_COMMANDS = `Known commands: subscribe {symbol, since}, unsubscribe {symbol}, history {id, symbol}, rate {perSecond: 0..${MAX_MARKET_RATE}}.`

/** Returns the subscribed symbols in turn. Symbols can be added and removed at any time. */
const createRoundRobin = (symbols: Subscriptions['symbols']): (() => string | undefined) => {
  let iterator = symbols()
  return () => {
    const { value, done } = iterator.next()
    if (!done) return value
    iterator = symbols()
    return iterator.next().value
  }
}

/**
 * A thousand channels. Each client gets every quote of the symbols that it subscribed to, and can request their history. The rate
 * is the number of quotes a second of the whole market: clients of one symbol get the same quotes, so they cannot have rates of
 * their own.
 */
export const createMarket = (quotes = createQuotes()): Endpoint => {
  const subscriptions = createSubscriptions(quotes)
  const nextSymbol = createRoundRobin(subscriptions.symbols)
  const clients = new Set<Client>()
  let perSecond = START_RATE
  let stop = (): void => undefined

  const move = (): boolean => {
    const symbol = nextSymbol()
    if (symbol === undefined) return false
    // It does not move when nobody can read it, so that a slow client loses no quotes.
    if (subscriptions.hasReader(symbol)) {
      quotes.next(symbol)
      subscriptions.deliver(symbol)
    }
    return true
  }

  const join = (client: Client): void => {
    clients.add(client)
    if (clients.size === 1) stop = pace(() => perSecond, move)
  }

  const leave = (client: Client): void => {
    clients.delete(client)
    subscriptions.removeAll(client)
    if (clients.size > 0) return
    stop()
    perSecond = START_RATE
  }

  const setRate = (client: Client, rate: number | undefined): void => {
    if (rate !== undefined) perSecond = rate
    const readers = rate === undefined ? [client] : clients
    for (const reader of readers) reader.push({ type: 'rate', perSecond } satisfies MarketMessage)
  }

  const handle = (client: Client, command: MarketCommand): void => {
    const reply = (message: MarketMessage): void => void client.push(message)
    if (command.type === 'rate') return setRate(client, command.perSecond)
    const { type, symbol } = command
    if (!quotes.has(symbol)) return reply({ type: 'refused', symbol, error: 'There is no such symbol.' })
    switch (type) {
      case 'subscribe':
        return subscriptions.add(client, symbol, command.since)
      case 'unsubscribe':
        return subscriptions.remove(client, symbol)
      case 'history':
        return reply({ type, id: command.id ?? '', symbol, ...quotes.history(symbol) })
    }
  }

  const open = (client: Client): ClientHandlers => {
    join(client)
    return {
      onMessage: (data, isBinary) => {
        const parsed = parseJson(data, isBinary)
        const command = 'error' in parsed ? undefined : marketCommand.safeParse(parsed.value)
        if (command?.success) return handle(client, command.data)
        client.push({ type: 'error', error: 'error' in parsed ? parsed.error : KNOWN_COMMANDS } satisfies MarketMessage)
      },
      onClose: () => leave(client),
    }
  }

  return {
    open,
    floodFrame: (index, client) =>
      JSON.stringify([subscriptions.takeNext(client, MARKET_SYMBOLS[index % MARKET_SYMBOLS.length]!)]),
  }
}
