import type { WebSocketConstructor } from 'websocket-store'
import { createFakeNetwork, type FakeSocket } from './fake-socket'

let lines = 0

/** A unique url, and fake sockets to dial it with. */
export interface FakeLine {
  readonly url: string
  readonly options: { readonly WebSocket: WebSocketConstructor }
  readonly sockets: readonly FakeSocket[]
  /** Sockets that are connecting or open. */
  readonly live: readonly FakeSocket[]
  /** Opens the socket that was dialled last. */
  open(): void
  /** Delivers messages on the latest socket, one after the other, in one task. */
  say(...messages: string[]): void
  /** Closes the latest socket as a server does. */
  close(code: number): void
}

export function createFakeLine(): FakeLine {
  const network = createFakeNetwork()
  return {
    url: `ws://line-${++lines}.test/`,
    options: { WebSocket: network.WebSocket },
    sockets: network.sockets,
    get live() {
      return network.live
    },
    open: () => network.latest.open(),
    say(...messages) {
      for (const message of messages) network.latest.message(message)
    },
    close: (code) => network.latest.closeWith(code),
  }
}
