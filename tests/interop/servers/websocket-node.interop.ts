import { contract } from '../contract'
import { packageVersion } from '../kit/parts'
import { nodeProgram, startServer } from '../kit/started'

contract({
  id: 'websocket-node',
  title: `WebSocket-Node ${packageVersion('websocket')}`,
  start: () => startServer(nodeProgram('websocket-node.ts')),
  cannot: { compression: 'WebSocket-Node knows no permessage-deflate.' },
})
