import { json, type ConnectionOptions } from 'websocket-store'
import { marketCommand, marketMessage, type MarketCommand, type MarketMessage } from '../../market-protocol'
import { tab } from './identity'
import { impatient } from './patience'

export const marketUrl = `/market?tab=${tab}`

// Whoever uses the same URL shares the socket: here, both panes, with a thousand rows each.
export const marketOptions = {
  ...impatient,
  codec: json({ incoming: marketMessage, outgoing: marketCommand }),
  // How this server speaks of topics: told once, and every row just names its symbol.
  channels: {
    subscribe: (symbol) => ({ type: 'subscribe', symbol }),
    unsubscribe: (symbol) => ({ type: 'unsubscribe', symbol }),
    route: (message) => (message.type === 'quote' ? message.symbol : undefined),
    ackOf: (message) => (message.type === 'subscribed' ? message.symbol : undefined),
    errorOf: (message) => (message.type === 'refused' ? { key: message.symbol, error: message.error } : undefined),
  },
  // How a question and its answer find each other.
  requests: {
    tag: (command, id) => ({ ...command, id }) as MarketCommand,
    idOf: (message) => (message.type === 'history' ? message.id : undefined),
  },
} satisfies ConnectionOptions<MarketMessage, MarketCommand>
