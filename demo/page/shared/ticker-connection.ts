import { json, type ConnectionOptions } from 'websocket-store'
import type { TickerCommand, TickerMessage } from '../../protocol'
import { tab } from './identity'
import { impatient } from './patience'

export const tickerUrl = `/ticker?tab=${tab}`

// Whoever uses the same URL shares the socket: here, both panes.
export const tickerOptions = {
  ...impatient,
  codec: json<TickerMessage, TickerCommand>(),
} satisfies ConnectionOptions<TickerMessage, TickerCommand>
