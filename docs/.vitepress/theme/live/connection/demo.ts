import { createRegistry, json, recovery, type Connection, type ConnectionOptions, type ConnectionRegistry } from 'websocket-store'
import { createMarketServer, type MarketServer } from './market-server'
import { narrate } from './narrate'
import type { FromServer, ToServer } from './protocol'
import { createSentMessages, type SentMessages } from './sent-messages'
import { createStore, type Store } from '../shared/store'
import { createTally, type Tally } from './tally'
import { createTimeline, type Timeline } from './timeline'

export type Fault = 'cut' | 'refuse' | 'silence' | 'restart'

const isHidden = () => typeof document !== 'undefined' && document.hidden

/** The options of an application, with times that are short enough to watch. */
const optionsFor = (market: MarketServer, onLoad: (prices: number) => void) =>
  ({
    codec: json<FromServer, ToServer>(),
    heartbeat: {
      intervalMs: 1000,
      // The browser slows the timers of a hidden page, and with them this server.
      timeoutMs: () => (isHidden() ? Infinity : 1200),
    },
    reconnect: { minDelayMs: 800, maxDelayMs: 4000, stableAfterMs: 1000 },
    channels: {
      subscribe: (symbol, after) => ({ type: 'subscribe', symbol, after }),
      unsubscribe: (symbol) => ({ type: 'unsubscribe', symbol }),
      route: (message) => (message.type === 'price' ? message.symbol : undefined),
      ackOf: (message) => (message.type === 'subscribed' ? message.symbol : undefined),
      positionOf: (message: FromServer) => (message.type === 'price' ? message.seq : undefined),
      history: 40,
      recovery: recovery<FromServer, number>({
        verdictOf: (ack) => (ack.type === 'subscribed' ? ack.verdict : undefined),
        isGap: (seq, previous) => seq !== previous + 1,
        async load(symbol, { reason, position }) {
          const messages = await market.history(symbol, position)
          if (reason === 'gap') onLoad(messages.length)
          return { messages }
        },
      }),
    },
  }) satisfies ConnectionOptions<FromServer, ToServer, number>

export type DemoOptions = ReturnType<typeof optionsFor> & { readonly registry: ConnectionRegistry }

export interface Demo {
  readonly url: string
  /** For the hooks and composables of the board. They share the socket of `connection`. */
  readonly options: DemoOptions
  readonly connection: Connection<FromServer, ToServer, number>
  readonly messages: SentMessages
  readonly timeline: Timeline
  readonly tally: Store<Tally>
  readonly announcement: Store<string>
  readonly isRefusing: Store<boolean>
  readonly market: MarketServer
  cause(fault: Fault): void
  dispose(): void
}

export function createDemo(): Demo {
  const market = createMarketServer(isHidden)
  const { server } = market
  const registry = createRegistry({ defaults: { WebSocket: server.WebSocket } })
  const options = optionsFor(market, (prices) => narration.loaded(prices))
  const connection = registry.connection(server.url, options)
  const timeline = createTimeline()
  const messages = createSentMessages(connection)
  const narration = narrate(connection, timeline, messages.waiting)
  const { tally, stop: stopTally } = createTally(connection)
  const isRefusing = createStore(false)

  function toggleRefusing(): void {
    isRefusing.set(!isRefusing.get())
    if (!isRefusing.get()) {
      timeline.add('you', 'The server accepts connections again')
      return server.accept()
    }
    timeline.add('you', 'The server is down: it refuses connections')
    server.refuse()
    server.cut()
  }

  const FAULTS: Record<Fault, () => void> = {
    cut() {
      timeline.add('you', 'You cut the connection')
      server.cut()
    },
    refuse: toggleRefusing,
    silence() {
      timeline.add('you', 'The server stops answering: the socket still looks open')
      server.silence()
    },
    restart() {
      timeline.add('you', 'The server restarts and forgets its buffer')
      void market.restart()
    },
  }

  connection.connect()
  return {
    url: server.url,
    options: { ...options, registry },
    connection,
    messages,
    timeline,
    tally,
    announcement: narration.announcement,
    isRefusing,
    market,
    cause: (fault) => FAULTS[fault](),
    dispose() {
      narration.stop()
      stopTally()
      messages.dispose()
      registry.dispose()
      market.stop()
    },
  }
}
