import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { answer } from './answer'

// Has one fault, which the path names. The tests check that the contract finds it.
const http = createServer()
http.on('upgrade', (request, tcpSocket, head) => {
  const fault = decodeURIComponent(request.url!.slice(1))
  if (fault === 'connect') return tcpSocket.destroy()
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: fault !== 'compression',
    // Chooses the first offered protocol.
    handleProtocols: ([first = '']) => first,
  })
  server.handleUpgrade(request, tcpSocket, head, (socket) => {
    socket.on('error', () => {})
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) return socket.send(data.subarray(1))
      const reaction = answer(data.toString())
      if (!('text' in reaction)) socket.close(fault.endsWith(String(reaction.code)) ? 1011 : reaction.code === 4321 ? 1008 : reaction.code, reaction.reason)
      else if (fault === 'text') socket.send(reaction.text.replace('é', '?'))
      else if (fault !== 'heartbeat' || reaction.text !== 'pong') socket.send(reaction.text)
    })
  })
})
http.listen(Number(process.argv[2]), '127.0.0.1')
