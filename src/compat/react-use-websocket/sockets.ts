import { globalEventSource } from '../../core/platform/event-source'
import { dial } from '../../core/platform/web-socket'
import type { WebSocketLike } from '../../core/vocabulary/wire'
import type { EventSourceOnly } from './types'
import { warnOf } from './warnings'

/** What a socket emitted at its end, and its stream. A socket reports its error before its close. */
export interface SocketEvents {
  error?: Event
  close?: CloseEvent
  stream?: EventSource
}

const eventsBySocket = /* @__PURE__ */ new WeakMap<object, SocketEvents>()

export const eventsOf = (socket: object): SocketEvents | undefined => eventsBySocket.get(socket)

interface Dial {
  readonly url: string
  readonly protocols: string | string[] | undefined
  readonly owner: object
  /** Set for an `EventSource`. */
  readonly stream: EventSourceOnly | undefined
  /** Called with messages of a socket that is not open yet. Mocks emit them. */
  onEarlyMessage(event: MessageEvent): void
}

interface Emitter extends WebSocketLike {
  addEventListener?(name: string, listener: (event: never) => void): void
}

/** A socket, or an `EventSource` as one. */
export function openSocket({ url, protocols, owner, stream, onEarlyMessage }: Dial): WebSocketLike {
  const events: SocketEvents = {}
  const socket: Emitter = stream ? openStream(url, stream, events) : dial({ url, protocols }, {}, owner)
  // These are its first listeners, so the events are known when the connection handles them.
  socket.addEventListener?.('error', (event: Event) => (events.error = event))
  socket.addEventListener?.('close', (event: CloseEvent) => (events.close = event))
  socket.addEventListener?.('message', (event: MessageEvent) => socket.readyState || onEarlyMessage(event))
  eventsBySocket.set(socket, events)
  return socket
}

/** The connection assigns these, because there is no `addEventListener`. */
type Target = WebSocketLike & { [Name in `on${'open' | 'message' | 'error' | 'close'}`]?: ((event: object) => void) | null }

/** An `EventSource` that ends with its first error: its own retries would bypass those of the connection. */
function openStream(url: string, init: EventSourceOnly, events: SocketEvents): WebSocketLike {
  const Constructor = globalEventSource()
  if (!Constructor) warnOf('no-stream')
  const source = (events.stream = new Constructor!(url.replace(/^ws/, 'http'), init as never) as EventSource)
  const target: Target = {
    get readyState() {
      return source.readyState
    },
    send() {},
    close: () => end(1000),
  }
  const end = (code: number) => {
    source.close()
    target.onclose?.({ type: 'close', code, reason: '', wasClean: code === 1000 })
  }
  source.onopen = (event) => target.onopen?.(event)
  source.onmessage = (event) => target.onmessage?.(event)
  source.onerror = (event) => {
    events.error = event
    target.onerror?.(event)
    end(1006)
  }
  return target
}
