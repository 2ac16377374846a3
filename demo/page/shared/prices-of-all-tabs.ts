import { json, type ConnectionOptions } from 'websocket-store'
import { createTabsRegistry } from 'websocket-store/tabs'
import type { TickerCommand, TickerMessage } from '../../protocol'
import { ALL_TABS, urlOf } from './identity'
import { servePrices } from './prices-options'

/** The connections of this registry live in a worker, or in one of the tabs. All tabs of this browser have the same. */
export const tabsRegistry = createTabsRegistry(
  typeof SharedWorker === 'undefined'
    ? { leader: 'prices', serve: servePrices }
    : () => new SharedWorker(new URL('./prices.worker.ts', import.meta.url), { type: 'module', name: 'prices' }),
)

// The same URL in all tabs, so they share the socket.
export const pricesUrl = urlOf('/ticker', ALL_TABS)

// The worker has the options of the socket. The codec is here for the types.
export const pricesOptions = { codec: json<TickerMessage, TickerCommand>() } satisfies ConnectionOptions<TickerMessage, TickerCommand>
