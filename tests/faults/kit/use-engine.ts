import { inject } from 'vitest'
import websocketNode from 'websocket'
import { WebSocket as Ws } from 'ws'

// In Node the rows use the global WebSocket too, as in browsers.
const CONSTRUCTORS: Partial<Record<string, unknown>> = { ws: Ws, websocket: websocketNode.w3cwebsocket }
const chosen = CONSTRUCTORS[inject('engine')]
if (chosen) globalThis.WebSocket = chosen as typeof WebSocket
