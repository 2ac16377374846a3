import { isOpen } from '../../core/vocabulary/ready-state'
import type { Connection } from '../../core/vocabulary/connection'
import type { WebSocketLike as AnySocket } from '../../core/vocabulary/wire'
import { protect } from './protected-socket'
import { eventsOf } from './sockets'
import type { Options, SendMessage, Url, WebSocketHook, WebSocketLike, WebSocketMessage } from './types'
import type { View } from './view-types'
import { warnOf } from './warnings'

/** What a component asked for in its last committed render. */
export interface Rendered {
  readonly url: Url
  readonly options: Options
  /** Identifies the url; null without one. */
  readonly identity: string | null
  readonly connection: Connection | null
  readonly view: View | null
  readonly isWanted: boolean
}

type Actions = Pick<WebSocketHook, 'sendMessage' | 'sendJsonMessage' | 'getWebSocket'>

/** One component: its last committed render, and what it keeps between connections. */
export interface Component {
  readonly actions: Actions
  /** Null before the first commit and after unmount. */
  now: Rendered | null
  /** The current or last socket. */
  socket: AnySocket | null
  commit(next: Rendered): () => void
  /** Sends what waits for this url. What waits for another one is dropped: it may not be meant for this server. */
  flush(): void
}

export function createComponent(): Component {
  let waiting: [identity: string | null | undefined, message: WebSocketMessage][] = []

  const sendMessage: SendMessage = (message, keep = true) => {
    const { options, connection, identity, isWanted } = component.now ?? {}
    if (options?.eventSourceOptions) return warnOf('stream')
    const socket = isWanted && connection?.socket
    if (socket && isOpen(socket) && connection.send(message, { queue: false }) === 'sent') return
    // It waits here, because it may wait for longer than a connection lives.
    if (keep) waiting.push([identity, message])
  }

  const component: Component = {
    now: null,
    socket: null,
    actions: {
      sendMessage,
      sendJsonMessage: (message, keep) => sendMessage(JSON.stringify(message), keep),
      getWebSocket() {
        const { socket, now } = component
        const stream = socket && eventsOf(socket)?.stream
        if (stream || !socket) return stream ?? null
        return (now?.options.share === true ? protect(socket, () => now.connection?.reconnect()) : socket) as WebSocketLike
      },
    },
    commit(next) {
      component.now = next
      return () => {
        component.now = null
      }
    },
    flush() {
      const due = waiting
      waiting = []
      for (const [identity, message] of due) if (identity == null || identity === component.now?.identity) sendMessage(message)
    },
  }
  return component
}
