import { WebSocket as MockSocket } from 'mock-socket'
import { createConnection, createRegistry } from 'websocket-store'
import type { WebSocketConstructor } from 'websocket-store'
import { w3cwebsocket as W3CWebSocket } from 'websocket'
import NodeWebSocket, { WebSocket as NamedWebSocket } from 'ws'

const url = 'ws://host'

// Every constructor as it comes, without a cast.
createConnection(url, { WebSocket })
createConnection(url, { WebSocket: globalThis.WebSocket })
createConnection(url, { WebSocket: window.WebSocket })
createConnection(url, { WebSocket: NodeWebSocket })
createConnection(url, { WebSocket: NamedWebSocket })
createConnection(url, { WebSocket: W3CWebSocket })
createConnection(url, { WebSocket: MockSocket })
createRegistry({ defaults: { WebSocket: NodeWebSocket } }).connection(url, { WebSocket: W3CWebSocket })

// And each socket from a transport.
createConnection(url, { transport: (to, protocols) => new WebSocket(to, protocols) })
createConnection(url, { transport: (to, protocols) => new NodeWebSocket(to, protocols, { headers: { authorization: '' } }) })
createConnection(url, { transport: (to, protocols) => new W3CWebSocket(to, protocols) })
createConnection(url, { transport: (to, protocols) => new MockSocket(to, protocols) })

// A class with headers bound is one, too.
class Authorized extends NodeWebSocket {
  constructor(to: string | URL, protocols?: string | string[]) {
    super(to, protocols, { headers: { authorization: 'Bearer' } })
  }
}
createConnection(url, { WebSocket: Authorized })

// A duck needs no more than this.
class Duck {
  readonly readyState: number = 0
  constructor(readonly url: string) {}
  send(_data: string): void {}
  close(): void {}
}
createConnection(url, { WebSocket: Duck })
export const constructors: WebSocketConstructor[] = [WebSocket, NodeWebSocket, W3CWebSocket, MockSocket, Duck]

// @ts-expect-error an instance is not a constructor
createConnection(url, { WebSocket: new Duck(url) })
// @ts-expect-error a function that makes sockets is a transport
createConnection(url, { WebSocket: (to: string) => new Duck(to) })
// @ts-expect-error what cannot send is not a socket
createConnection(url, { WebSocket: EventSource })
// @ts-expect-error nor is what has no state
createConnection(url, { transport: () => ({ send() {}, close() {} }) })
