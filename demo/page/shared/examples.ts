import { getDefaultRegistry, type AnyCodec, type ConnectionOptions, type ConnectionRegistry } from 'websocket-store'
import type { Path } from '../../protocol'
import { chatOptions, chatUrl } from './chat-connection'
import { counterOptions, counterUrl } from './counter-connection'
import { ALL_TABS, tab } from './identity'
import { marketOptions, marketUrl } from './market-connection'
import { pricesOptions, pricesUrl, tabsRegistry } from './prices-of-all-tabs'
import { tickerOptions, tickerUrl } from './ticker-connection'

export const EXAMPLES = ['chat', 'prices', 'process', 'market', 'tabs'] as const
export type ExampleName = (typeof EXAMPLES)[number]

export const isExample = (value: string): value is ExampleName => EXAMPLES.some((example) => example === value)

export const pathOf: Record<ExampleName, Path> = { chat: '/chat', prices: '/ticker', process: '/counter', market: '/market', tabs: '/ticker' }

/** Where the connection of an example lives: in this page, or in the worker of all tabs. */
export const registryOf = (example: ExampleName): ConnectionRegistry => (example === 'tabs' ? tabsRegistry : getDefaultRegistry())

/** By which the server counts the sockets of an example. */
export const ownerOf = (example: ExampleName): string => (example === 'tabs' ? ALL_TABS : tab)

export const connections: Record<ExampleName, { url: string; options: ConnectionOptions<unknown, unknown> & { codec: AnyCodec } }> = {
  chat: { url: chatUrl, options: chatOptions },
  prices: { url: tickerUrl, options: tickerOptions },
  process: { url: counterUrl, options: counterOptions },
  market: { url: marketUrl, options: marketOptions },
  tabs: { url: pricesUrl, options: pricesOptions },
}

export interface MountedPane {
  /** Shows an example. Null unmounts the current one. */
  show(example: ExampleName | null): void
}
