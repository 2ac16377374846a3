import { createServer } from 'node:http'
import websocketNode from 'websocket'
import { answer, MAX_PAYLOAD_BYTES, SUBPROTOCOL } from './answer'

const http = createServer((_request, response) => response.writeHead(426).end())
const server = new websocketNode.server({
  httpServer: http,
  // The default closes a socket with 1009 after a frame of more than 64 KiB. Clients send each message as one frame.
  maxReceivedFrameSize: MAX_PAYLOAD_BYTES,
  maxReceivedMessageSize: MAX_PAYLOAD_BYTES,
})
server.on('request', (request) => {
  const isOffered = request.requestedProtocols.includes(SUBPROTOCOL)
  const socket = request.accept(isOffered ? SUBPROTOCOL : undefined, request.origin)
  socket.on('error', () => {})
  socket.on('message', (message) => {
    if (message.type === 'binary') return socket.sendBytes(message.binaryData)
    const reaction = answer(message.utf8Data)
    if ('text' in reaction) socket.sendUTF(reaction.text)
    else socket.close(reaction.code, reaction.reason)
  })
})
http.listen(Number(process.argv[2]), '127.0.0.1')
