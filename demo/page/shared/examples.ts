import type { AnyCodec, ConnectionOptions } from 'websocket-store'
import type { Path } from '../../protocol'
import { chatOptions, chatUrl } from './chat-connection'
import { counterOptions, counterUrl } from './counter-connection'
import { marketOptions, marketUrl } from './market-connection'
import { tickerOptions, tickerUrl } from './ticker-connection'

export const EXAMPLES = ['chat', 'prices', 'process', 'market'] as const
export type ExampleName = (typeof EXAMPLES)[number]

export const isExample = (value: string): value is ExampleName => EXAMPLES.some((example) => example === value)

export const pathOf: Record<ExampleName, Path> = { chat: '/chat', prices: '/ticker', process: '/counter', market: '/market' }

export const connections: Record<ExampleName, { url: string; options: ConnectionOptions<unknown, unknown> & { codec: AnyCodec } }> = {
  chat: { url: chatUrl, options: chatOptions },
  prices: { url: tickerUrl, options: tickerOptions },
  process: { url: counterUrl, options: counterOptions },
  market: { url: marketUrl, options: marketOptions },
}

export interface MountedPane {
  /** Shows an example. Null unmounts the current one. */
  show(example: ExampleName | null): void
}
