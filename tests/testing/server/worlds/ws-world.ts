import { createServer, type AddressInfo, type Socket } from 'node:net'
import { WebSocket } from 'ws'
import { startServer } from '../../../support/ws-server'
import type { Peer, PeerOptions, World } from '../behaviour'

export interface WsPeers {
  start(options?: PeerOptions): Promise<Peer>
  stop(): Promise<void>
}

/** Real `ws` servers, for the `ws` client and for a browser. */
export function createWsPeers(): WsPeers {
  const stops: (() => Promise<void>)[] = []

  /** Accepts TCP connections and sends nothing. */
  async function startHanging(): Promise<Peer> {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => {}))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    stops.push(async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    const none = async () => {}
    return {
      url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
      close: none,
      cut: none,
      silence: none,
      received: async () => [],
      closes: async () => [],
    }
  }

  return {
    async start({ dials = 'accept', echo = true, protocol, greetings = [], closesWith } = {}) {
      if (dials === 'hang') return startHanging()
      const server = await startServer({
        echo,
        ...(protocol !== undefined && { protocols: [protocol].filter(Boolean) }),
        onConnection(socket) {
          for (const text of greetings) socket.send(text)
          if (closesWith !== undefined) socket.close(closesWith)
        },
      })
      stops.push(server.stop)
      if (dials === 'refuse') server.refuseWith(503)
      return {
        url: server.url,
        close: async (code, reason) => server.closeAll(code, reason),
        cut: async () => server.terminateAll(),
        silence: async () => server.silence(),
        received: async () => server.messages.map((each) => (typeof each === 'string' ? each : [...each])),
        closes: async () => server.closes,
      }
    },
    async stop() {
      await Promise.all(stops.splice(0).map((stop) => stop()))
    },
  }
}

export const createWsWorld = ({ start }: WsPeers): World => ({
  WebSocket: WebSocket as unknown as World['WebSocket'],
  start,
})
