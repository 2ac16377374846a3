import { createTestServer } from 'websocket-store/testing'
import type { Peer, PeerOptions, World } from '../behaviour'

/** Each dial reaches the server that started last, because the class belongs to one server. */
export function createKitWorld(): World {
  let server = createTestServer()
  const dispatchTo = () => server.WebSocket
  return {
    get WebSocket() {
      return dispatchTo()
    },
    async start({ dials = 'accept', echo = true, protocol, greetings = [], closesWith }: PeerOptions = {}): Promise<Peer> {
      const received: (string | number[])[] = []
      const closes: { code: number; reason: string }[] = []
      server = createTestServer({
        url: 'ws://127.0.0.1:8080',
        ...(protocol !== undefined && { selectProtocol: () => protocol }),
      })
      if (dials !== 'accept') server[dials]()
      server.onConnection((connection) => {
        for (const text of greetings) connection.send(text)
        if (closesWith !== undefined) connection.close(closesWith)
      })
      server.onMessage((data, connection) => {
        received.push(typeof data === 'string' ? data : [...new Uint8Array(data)])
        if (echo) connection.send(data)
      })
      server.onClose(({ code, reason }) => void closes.push({ code, reason }))
      const { url, close, cut, silence } = server
      return {
        url: url.replace(/\/$/, ''),
        close: async (code, reason) => close(code, reason),
        cut: async () => cut(),
        silence: async () => silence(),
        received: async () => received,
        closes: async () => closes,
      }
    },
  }
}
