import { createConnection, text } from 'websocket-store'
import { servePage } from './serve-page'
import { socketUrl } from './socket-url'

const connection = createConnection(socketUrl, { codec: text() })

self.addEventListener('connect', (event) => servePage(connection, (event as MessageEvent).ports[0]!))
