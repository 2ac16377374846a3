import { createConnection, text } from 'websocket-store'
import type { Port } from './protocol'
import { servePage } from './serve-page'
import { socketUrl } from './socket-url'

servePage(createConnection(socketUrl, { codec: text() }), self as Port)
