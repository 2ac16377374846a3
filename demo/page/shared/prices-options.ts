import { json, type ConnectionOptions } from 'websocket-store'
import type { TickerCommand, TickerMessage } from '../../protocol'
import { shortTimeouts } from './short-timeouts'

/** The options of the socket of all tabs, for the one that owns it. */
export const servePrices = () =>
  ({ ...shortTimeouts, codec: json<TickerMessage, TickerCommand>() }) satisfies ConnectionOptions<TickerMessage, TickerCommand>
