import { WebSocket as MockSocket } from 'mock-socket'
import { createConnection } from 'websocket-store'
import { w3cwebsocket as W3CWebSocket } from 'websocket'
import NodeWebSocket, { WebSocket as NamedWebSocket } from 'ws'

createConnection('ws://host', { WebSocket })
createConnection('ws://host', { WebSocket: globalThis.WebSocket })
createConnection('ws://host', { WebSocket: NodeWebSocket })
createConnection('ws://host', { WebSocket: NamedWebSocket })
createConnection('ws://host', { WebSocket: W3CWebSocket })
createConnection('ws://host', { WebSocket: MockSocket })
