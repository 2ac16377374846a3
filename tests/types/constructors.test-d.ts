import { WebSocket as MockSocket } from 'mock-socket'
import { createConnection, createRegistry } from 'websocket-store'
import type { WebSocketConstructor } from 'websocket-store'
import { w3cwebsocket as W3CWebSocket } from 'websocket'
import NodeWebSocket, { WebSocket as NamedWebSocket } from 'ws'

const url = 'ws://host'

// Every constructor works without a cast.
createConnection(url, { WebSocket })
createConnection(url, { WebSocket: globalThis.WebSocket })
createConnection(url, { WebSocket: window.WebSocket })
createConnection(url, { WebSocket: NodeWebSocket })
createConnection(url, { WebSocket: NamedWebSocket })
createConnection(url, { WebSocket: W3CWebSocket })
createConnection(url, { WebSocket: MockSocket })
createRegistry({ defaults: { WebSocket: NodeWebSocket } }).connection(url, { WebSocket: W3CWebSocket })

// A transport can return every kind of socket.
createConnection(url, { transport: (to, protocols) => new WebSocket(to, protocols) })
createConnection(url, { transport: (to, protocols) => new NodeWebSocket(to, protocols, { headers: { authorization: '' } }) })
createConnection(url, { transport: (to, protocols) => new W3CWebSocket(to, protocols) })
createConnection(url, { transport: (to, protocols) => new MockSocket(to, protocols) })

// A subclass that sets headers works too.
class Authorized extends NodeWebSocket {
  constructor(to: string | URL, protocols?: string | string[]) {
    super(to, protocols, { headers: { authorization: 'Bearer' } })
  }
}
createConnection(url, { WebSocket: Authorized })

// The minimal structural type of a socket.
class MinimalSocket {
  readonly readyState: number = 0
  constructor(readonly url: string) {}
  send(_data: string): void {}
  close(): void {}
}
createConnection(url, { WebSocket: MinimalSocket })
export const constructors: WebSocketConstructor[] = [WebSocket, NodeWebSocket, W3CWebSocket, MockSocket, MinimalSocket]

// @ts-expect-error an instance is not a constructor
createConnection(url, { WebSocket: new MinimalSocket(url) })
// @ts-expect-error a function that creates sockets is a transport, not a constructor
createConnection(url, { WebSocket: (to: string) => new MinimalSocket(to) })
// @ts-expect-error EventSource has no send()
createConnection(url, { WebSocket: EventSource })
// @ts-expect-error the socket has no readyState
createConnection(url, { transport: () => ({ send() {}, close() {} }) })
