import { json, type ConnectionOptions } from 'websocket-store'
import { marketCommand, marketMessage, type MarketCommand, type MarketMessage } from '../../market-protocol'
import { tab } from './identity'
import { shortTimeouts } from './short-timeouts'

export const marketUrl = `/market?tab=${tab}`

// Components with the same URL share the socket: here, both panes, with a thousand rows each.
export const marketOptions = {
  ...shortTimeouts,
  codec: json({ incoming: marketMessage, outgoing: marketCommand }),
  // Describes once how the server's messages express topics. Each row only passes its symbol.
  channels: {
    subscribe: (symbol) => ({ type: 'subscribe', symbol }),
    unsubscribe: (symbol) => ({ type: 'unsubscribe', symbol }),
    route: (message) => (message.type === 'quote' ? message.symbol : undefined),
    ackOf: (message) => (message.type === 'subscribed' ? message.symbol : undefined),
    errorOf: (message) => (message.type === 'refused' ? { key: message.symbol, error: message.error } : undefined),
  },
  // How a reply is matched with its request.
  requests: {
    tag: (command, id) => ({ ...command, id }) as MarketCommand,
    idOf: (message) => (message.type === 'history' ? message.id : undefined),
  },
} satisfies ConnectionOptions<MarketMessage, MarketCommand>
