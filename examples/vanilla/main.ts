// Run it: npx tsx examples/vanilla/main.ts
// or with your own server: npx tsx examples/vanilla/main.ts ws://localhost:9998/echo
import { createConnection, text } from 'websocket-store'
import { WebSocket } from 'ws' // Node 20 has no built-in WebSocket. Node 22 and browsers do not need this option.
import { startEchoServer } from '../echo-server'

const server = await startEchoServer()
const connection = createConnection(process.argv[2] ?? server.url, { WebSocket, codec: text() })

connection.on('state', ({ phase }) => console.log(`state: ${phase}`))
connection.onMessage((message) => {
  console.log(`message: ${message}`)
  connection.dispose()
  server.close()
})

connection.connect()
console.log(`hello: ${connection.send('hello')}`) // 'queued': it is sent as soon as the socket is open.
