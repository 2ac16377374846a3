import { answer, MAX_PAYLOAD_BYTES, SUBPROTOCOL } from './answer'

interface BunSocket {
  send(data: string | Uint8Array): void
  close(code: number, reason: string): void
}
interface BunServer {
  upgrade(request: Request, options: { headers: Record<string, string> }): boolean
}
/** The part of Bun's API that this program uses. */
declare const Bun: {
  serve(options: {
    hostname: string
    port: number
    fetch(request: Request, server: BunServer): Response | undefined
    websocket: { perMessageDeflate: boolean; maxPayloadLength: number; message(socket: BunSocket, data: string | Uint8Array): void }
  }): void
}

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.argv[2]),
  fetch(request, server) {
    const isOffered = request.headers.get('sec-websocket-protocol')?.includes(SUBPROTOCOL)
    const isUpgraded = server.upgrade(request, { headers: isOffered ? { 'sec-websocket-protocol': SUBPROTOCOL } : {} })
    return isUpgraded ? undefined : new Response('Only for WebSockets.', { status: 426 })
  },
  websocket: {
    perMessageDeflate: true,
    maxPayloadLength: MAX_PAYLOAD_BYTES,
    message(socket, data) {
      if (typeof data !== 'string') return socket.send(data)
      const reaction = answer(data)
      if ('text' in reaction) socket.send(reaction.text)
      else socket.close(reaction.code, reaction.reason)
    },
  },
})
