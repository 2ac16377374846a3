import type { ChannelProtocol } from 'websocket-store'
import { ALL_KEYS, type Book } from '../load'

/** Each instrument is a channel. The server sends all of them, without a subscription. The end is for all channels. */
export const feedChannels = (): ChannelProtocol<Book, never> => ({
  subscribe: () => undefined,
  route: ({ type, symbol }) => (type === 'end' ? ALL_KEYS : symbol),
})
