import type { WebSocketConstructor } from 'websocket-store'
import { createTestServer, type TestServer as KitServer } from 'websocket-store/testing'
import type { ReceivedClose, ServerOptions, TestServer } from './ws-server'

/** The part of the real test server that the server of the testing kit has too. */
export type ServerInPage = Pick<
  TestServer,
  'url' | 'opened' | 'alive' | 'messages' | 'closes' | 'broadcast' | 'closeAll' | 'terminateAll' | 'down' | 'up' | 'stop'
>

const servers = new Map<string, KitServer>()

/** Reaches all servers of `startServerInPage()`, each by its address. A constructor may return the object it makes. */
export const SocketInPage = function (url: string, protocols?: string | string[]) {
  return servers.get(new URL(url).host)!.transport(url, protocols)
} as unknown as WebSocketConstructor

/** The server of the testing kit, with the interface of the real test server. It cannot compress and ignores `compress`. */
export function startServerInPage({ echo = true, protocols }: Pick<ServerOptions, 'echo' | 'protocols' | 'compress'> = {}): ServerInPage {
  const url = `ws://page-${servers.size}.test`
  const server = createTestServer({
    url,
    clock: 'system',
    ...(protocols && { selectProtocol: (offered) => protocols.find((each) => offered.includes(each)) ?? '' }),
  })
  servers.set(new URL(url).host, server)
  const closes: ReceivedClose[] = []
  let opened = 0
  server.onConnection(() => void opened++)
  server.onClose((ending) => void closes.push(ending))
  if (echo) server.onMessage((message, connection) => connection.send(message))

  return {
    url,
    closes,
    get opened() {
      return opened
    },
    get alive() {
      return opened - closes.length
    },
    get messages() {
      return server.messages.map((message) => (typeof message === 'string' ? message : Buffer.from(message)))
    },
    broadcast: server.send,
    closeAll: server.close,
    terminateAll: server.cut,
    async down() {
      server.refuse()
      server.cut()
    },
    up: async () => server.accept(),
    stop: async () => server.stop(),
  }
}
