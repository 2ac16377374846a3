import { WebSocketServer } from 'ws'

// A separate program, so that tests can kill it. It echoes, and answers the text `ping` with `pong`.
const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]) })
server.on('connection', (socket) => {
  socket.on('error', () => {})
  socket.on('message', (data: Buffer, isBinary) => {
    const isPing = !isBinary && data.toString() === 'ping'
    socket.send(isPing ? 'pong' : data, { binary: isBinary })
  })
})
server.on('listening', () => process.send?.((server.address() as { port: number }).port))
process.on('disconnect', () => process.exit())
