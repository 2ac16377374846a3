import { json, type ConnectionOptions } from 'websocket-store'
import type { TickerCommand, TickerMessage } from '../../protocol'
import { impatient } from './patience'
import { socketUrl } from './socket-url'

export const tickerUrl = socketUrl('/ticker')

// Whoever uses the same URL shares the socket: here, both panes.
export const tickerOptions = {
  ...impatient,
  codec: json<TickerMessage, TickerCommand>(),
} satisfies ConnectionOptions<TickerMessage, TickerCommand>
