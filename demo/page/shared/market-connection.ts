import { batch, getDefaultRegistry, json, recovery, request, type AbortSignalLike, type ConnectionOptions } from 'websocket-store'
import { marketCommand, marketFrame, type MarketCommand } from '../../market-protocol'
import type { MarketMessage, QuoteHistory } from '../../market-protocol'
import { urlOf } from './identity'
import type { PaneName } from './render-count'
import { shortTimeouts } from './short-timeouts'

export const marketUrl = urlOf('/market')

const frames = json({ incoming: marketFrame, outgoing: marketCommand })

// Components with the same URL share the socket: here, both panes, with a thousand rows each.
export const marketOptions = {
  ...shortTimeouts,
  // The rows of both panes render together, five times a second, because nobody can read more prices.
  notify: { throttleMs: 200 },
  // A frame is an array of messages. Each one is delivered by itself.
  codec: { ...frames, name: 'market', decode: (data) => batch(frames.decode(data)) },
  // Describes once how the server's messages express topics. Each row only passes its symbol.
  channels: {
    subscribe: (symbol, since) => ({ type: 'subscribe', symbol, since }),
    unsubscribe: (symbol) => ({ type: 'unsubscribe', symbol }),
    route: (message) => (message.type === 'quote' ? message.symbol : undefined),
    ackOf: (message) => (message.type === 'subscribed' ? message.symbol : undefined),
    errorOf: (message) => (message.type === 'refused' ? { key: message.symbol, error: message.error } : undefined),
    // After a cut, `subscribe` gets the position of the last message.
    positionOf: (message: MarketMessage) => ('seq' in message ? message.seq : undefined),
    recovery: recovery<MarketMessage, number>({
      verdictOf: (ack) => (ack.type === 'subscribed' ? ack.verdict : undefined),
      isGap: (seq, previous) => seq !== previous + 1,
      // A row needs only the latest quote, which follows each confirmation. A chart with a gap needs the history.
      async load(symbol, { reason, signal }) {
        const hasChart = [...charted.values()].includes(symbol)
        return { messages: reason === 'gap' && hasChart ? [await requestHistory(symbol, signal)] : [] }
      },
    }),
  },
  // How a reply is matched with its request.
  requests: {
    tag: (command, id) => ({ ...command, id }) as MarketCommand,
    idOf: (message) => (message.type === 'history' ? message.id : undefined),
  },
} satisfies ConnectionOptions<MarketMessage, MarketCommand, number>

/** The symbol of the chart in each pane. */
export const charted = new Map<PaneName, string>()

/** All prices of the chart, and the number of the last quote among them. */
export const requestHistory = (symbol: string, signal: AbortSignalLike): Promise<QuoteHistory> =>
  request(
    getDefaultRegistry().connection(marketUrl, marketOptions),
    { type: 'history', symbol },
    // A busy page can need longer than the default of ten seconds until it has subscribed a thousand channels.
    { signal, retryOnReconnect: true, timeoutMs: 30_000 },
  )
