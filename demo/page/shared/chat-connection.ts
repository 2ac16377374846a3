import { json, type ConnectionOptions } from 'websocket-store'
import type { ChatCommand, ChatMessage } from '../../protocol'
import { getName, urlOf } from './identity'
import { shortTimeouts } from './short-timeouts'

export const chatUrl = urlOf('/chat')

// Components with the same URL share the socket: here, both panes.
export const chatOptions = {
  ...shortTimeouts,
  codec: json<ChatMessage, ChatCommand>(),
  // Runs on every socket, also after a reconnect, before queued messages are sent.
  async handshake({ send, receive }) {
    send({ type: 'join', name: getName() })
    while ((await receive()).type !== 'welcome');
  },
} satisfies ConnectionOptions<ChatMessage, ChatCommand>
