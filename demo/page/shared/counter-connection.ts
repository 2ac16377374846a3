import { text, type ConnectionOptions } from 'websocket-store'
import { impatient } from './patience'
import { socketUrl } from './socket-url'

export const counterUrl = socketUrl('/counter')

// Whoever uses the same URL shares the socket: here, both panes.
export const counterOptions = { ...impatient, codec: text() } satisfies ConnectionOptions<string, string>
