import { createServer } from 'node:http'
import websocketNode from 'websocket'
import { answer, MAX_PAYLOAD_BYTES, SUBPROTOCOL } from './answer'

const http = createServer((_request, response) => response.writeHead(426).end())
const server = new websocketNode.server({
  httpServer: http,
  // Its default ends a connection with 1009 for a frame of more than 64 KiB, and clients send a message as one frame.
  maxReceivedFrameSize: MAX_PAYLOAD_BYTES,
  maxReceivedMessageSize: MAX_PAYLOAD_BYTES,
})
server.on('request', (request) => {
  const isOffered = request.requestedProtocols.includes(SUBPROTOCOL)
  const socket = request.accept(isOffered ? SUBPROTOCOL : undefined, request.origin)
  socket.on('error', () => {})
  socket.on('message', (message) => {
    if (message.type === 'binary') return socket.sendBytes(message.binaryData)
    const given = answer(message.utf8Data)
    if ('text' in given) socket.sendUTF(given.text)
    else socket.close(given.code, given.reason)
  })
})
http.listen(Number(process.argv[2]), '127.0.0.1')
