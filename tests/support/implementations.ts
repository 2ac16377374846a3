import { WebSocket as MockSocket } from 'mock-socket'
import type { ConnectionOptions } from 'websocket-store'
import { w3cwebsocket as W3CWebSocket } from 'websocket'
import { WebSocket as WsSocket } from 'ws'
import { SocketInPage, startServerInPage } from './kit-server'
import { startMockServer, type MockServer, type MockServerOptions } from './mock-server'
import { startServer } from './ws-server'

export type Feature =
  /** `binaryType: 'blob'` gives Blobs. */
  | 'blob-in'
  /** `send(new Blob(...))` works. */
  | 'blob-out'
  /** `bufferedAmount` is updated. */
  | 'buffered-amount'
  /** permessage-deflate is offered and listed in `extensions`. */
  | 'extensions'
  /** A refused dial closes with 1006. */
  | 'refusal'
  /** `wasClean` is true after a close handshake and false after a broken connection, whatever the code. */
  | 'was-clean'

/** One WebSocket constructor, and a server that it can reach. */
export interface Implementation {
  readonly name: string
  readonly options: Pick<ConnectionOptions, 'WebSocket'>
  readonly has: ReadonlySet<Feature>
  /** It connects over the network, so it reaches any server. */
  readonly isReal: boolean
  start(options?: MockServerOptions): MockServer | Promise<MockServer>
}

const IMPLEMENTATIONS: readonly Implementation[] = [
  {
    name: 'ws',
    isReal: true,
    options: { WebSocket: WsSocket },
    has: new Set<Feature>(['blob-in', 'blob-out', 'buffered-amount', 'extensions', 'refusal', 'was-clean']),
    start: startServer,
  },
  {
    name: 'WebSocket-Node',
    isReal: true,
    options: { WebSocket: W3CWebSocket },
    has: new Set<Feature>(['refusal']),
    start: startServer,
  },
  {
    name: 'mock-socket',
    isReal: false,
    options: { WebSocket: MockSocket },
    has: new Set<Feature>(['blob-out']),
    start: startMockServer,
  },
  {
    name: 'the testing kit',
    isReal: false,
    options: { WebSocket: SocketInPage },
    has: new Set<Feature>(['blob-in', 'blob-out', 'buffered-amount', 'refusal', 'was-clean']),
    start: startServerInPage,
  },
  {
    name: 'the global WebSocket',
    isReal: true,
    options: {},
    has: new Set<Feature>(['blob-in', 'blob-out', 'buffered-amount', 'refusal', 'was-clean']),
    start: startServer,
  },
]

/** Node 22 and later have a global WebSocket. */
const hasGlobal = typeof globalThis.WebSocket === 'function'

export const implementations = IMPLEMENTATIONS.filter(({ options }) => options.WebSocket !== undefined || hasGlobal)
