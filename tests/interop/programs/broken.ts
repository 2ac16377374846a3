import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { answer } from './answer'

// Does one thing wrong, which the path names, so that the contract can be seen to find it.
const http = createServer()
http.on('upgrade', (request, line, head) => {
  const fault = decodeURIComponent(request.url!.slice(1))
  if (fault === 'connect') return line.destroy()
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: fault !== 'compression',
    // The first that is offered.
    handleProtocols: ([first = '']) => first,
  })
  server.handleUpgrade(request, line, head, (socket) => {
    socket.on('error', () => {})
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) return socket.send(data.subarray(1))
      const given = answer(data.toString())
      if (!('text' in given)) socket.close(fault.endsWith(String(given.code)) ? 1011 : given.code === 4321 ? 1008 : given.code, given.reason)
      else if (fault === 'text') socket.send(given.text.replace('é', '?'))
      else if (fault !== 'heartbeat' || given.text !== 'pong') socket.send(given.text)
    })
  })
})
http.listen(Number(process.argv[2]), '127.0.0.1')
