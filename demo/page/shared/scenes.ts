import type { ConnectionOptions } from 'websocket-store'
import type { Path } from '../../protocol'
import { chatOptions, chatUrl } from './chat-connection'
import { counterOptions, counterUrl } from './counter-connection'
import { marketOptions, marketUrl } from './market-connection'
import { tickerOptions, tickerUrl } from './ticker-connection'

export const SCENES = ['chat', 'prices', 'process', 'market'] as const
export type SceneName = (typeof SCENES)[number]

export const isScene = (value: string): value is SceneName => SCENES.some((scene) => scene === value)

export const pathOf: Record<SceneName, Path> = { chat: '/chat', prices: '/ticker', process: '/counter', market: '/market' }

export const connections: Record<SceneName, { url: string; options: ConnectionOptions<unknown, unknown> }> = {
  chat: { url: chatUrl, options: chatOptions },
  prices: { url: tickerUrl, options: tickerOptions },
  process: { url: counterUrl, options: counterOptions },
  market: { url: marketUrl, options: marketOptions },
}

export interface MountedPane {
  /** Null unmounts what is there. */
  show(scene: SceneName | null): void
}
