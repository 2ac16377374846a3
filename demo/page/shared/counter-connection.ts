import { text, type ConnectionOptions } from 'websocket-store'
import { urlOf } from './identity'
import { shortTimeouts } from './short-timeouts'

export const counterUrl = urlOf('/counter')

// Components with the same URL share the socket: here, both panes.
export const counterOptions = { ...shortTimeouts, codec: text() } satisfies ConnectionOptions<string, string>

export const notWrittenHint = 'Not written: the process is not connected. Press “Write to stdin” again when it is.'
