import { json, type ConnectionOptions } from 'websocket-store'
import type { ChatCommand, ChatMessage } from '../../protocol'
import { getName, tab } from './identity'
import { impatient } from './patience'

export const chatUrl = `/chat?tab=${tab}`

// Whoever uses the same URL shares the socket: here, both panes.
export const chatOptions = {
  ...impatient,
  codec: json<ChatMessage, ChatCommand>(),
  // Runs on every socket, also after a reconnect, before anything that waits in the queue is sent.
  async handshake({ send, receive }) {
    send({ type: 'join', name: getName() })
    while ((await receive()).type !== 'welcome');
  },
} satisfies ConnectionOptions<ChatMessage, ChatCommand>
