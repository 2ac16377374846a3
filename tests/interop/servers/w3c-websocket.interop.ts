import websocketNode from 'websocket'
import { contract } from '../contract'
import { packageVersion } from '../kit/parts'
import { nodeProgram, startServer } from '../kit/started'

contract({
  id: 'w3c-websocket',
  title: `WebSocket-Node ${packageVersion('websocket')}, reached by its W3CWebSocket`,
  start: () => startServer(nodeProgram('websocket-node.ts')),
  options: { WebSocket: websocketNode.w3cwebsocket },
  cannot: { compression: 'WebSocket-Node knows no permessage-deflate.' },
})
