import { text, type ConnectionOptions } from 'websocket-store'
import { tab } from './identity'
import { impatient } from './patience'

export const counterUrl = `/counter?tab=${tab}`

// Whoever uses the same URL shares the socket: here, both panes.
export const counterOptions = { ...impatient, codec: text() } satisfies ConnectionOptions<string, string>
