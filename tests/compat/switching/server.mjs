// A chat. It runs in a process of its own, so that a test can kill it. The port is the first argument.
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]) })
const said = []
let sockets = 0

const send = (socket, message) => socket.send(JSON.stringify(message))

server.on('connection', (socket) => {
  sockets++
  send(socket, { type: 'welcome', sockets: server.clients.size })
  socket.on('message', (data) => {
    const text = String(data)
    if (text === 'ping') return socket.send('pong')
    said.push(JSON.parse(text).text)
    for (const client of server.clients) send(client, { type: 'said', text: said.at(-1) })
  })
})
server.on('listening', () => process.send({ port: server.address().port }))
process.on('message', () => process.send({ said, open: server.clients.size, opened: sockets }))
