import { json, type ConnectionOptions } from 'websocket-store'
import type { TickerCommand, TickerMessage } from '../../protocol'
import { urlOf } from './identity'
import { shortTimeouts } from './short-timeouts'

export const tickerUrl = urlOf('/ticker')

// Components with the same URL share the socket: here, both panes.
export const tickerOptions = {
  ...shortTimeouts,
  codec: json<TickerMessage, TickerCommand>(),
} satisfies ConnectionOptions<TickerMessage, TickerCommand>
