import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

// A server that can be killed: on the port given, it says who it is and acknowledges.
const http = createServer()
const io = new Server(http, { serveClient: false, pingInterval: 200, pingTimeout: 400, cors: { origin: true } })
io.on('connection', (socket) => {
  socket.emit('hello', process.pid)
  socket.on('who', (tell: (pid: number) => void) => tell(process.pid))
})
http.listen(Number(process.argv[2]), '127.0.0.1', () => console.log((http.address() as AddressInfo).port))
