import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

// A server that can be killed. It listens on the given port, sends its pid, and acknowledges.
const http = createServer()
const io = new Server(http, { serveClient: false, pingInterval: 200, pingTimeout: 400, cors: { origin: true } })
io.on('connection', (socket) => {
  socket.emit('hello', process.pid)
  socket.on('who', (ack: (pid: number) => void) => ack(process.pid))
})
http.listen(Number(process.argv[2]), '127.0.0.1', () => console.log((http.address() as AddressInfo).port))
