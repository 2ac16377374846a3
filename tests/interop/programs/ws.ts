import { WebSocketServer } from 'ws'
import { answer, MAX_PAYLOAD_BYTES, SUBPROTOCOL } from './answer'

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  perMessageDeflate: true,
  maxPayload: MAX_PAYLOAD_BYTES,
  handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  // Refuses stale tokens.
  verifyClient: ({ req }, verdict) => verdict(!req.url?.includes('stale'), 401),
})
server.on('connection', (socket) => {
  socket.on('error', () => {})
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) return socket.send(data)
    const reaction = answer(data.toString())
    if ('text' in reaction) socket.send(reaction.text)
    else socket.close(reaction.code, reaction.reason)
  })
})
