import type { ConnectionOptions } from 'websocket-store'

type Listener = (event: Event) => void

export interface TimedSocket {
  readonly WebSocket: NonNullable<ConnectionOptions['WebSocket']>
  /** The longest duration of one message listener. */
  longestMs(): number
}

/** Wraps the engine's WebSocket and measures its listeners for each message. */
export function timedSocket(): TimedSocket {
  const Native = globalThis.WebSocket
  let longest = 0
  const timed = (listener: Listener): Listener => (event) => {
    const startedAt = performance.now()
    listener(event)
    longest = Math.max(longest, performance.now() - startedAt)
  }
  function Timed(url: string, protocols?: string | string[]) {
    const socket = new Native(url, protocols)
    const add = socket.addEventListener.bind(socket) as (type: string, listener: Listener) => void
    const addTimed = (type: string, listener: Listener) => add(type, type === 'message' ? timed(listener) : listener)
    return Object.assign(socket, { addEventListener: addTimed })
  }
  return { WebSocket: Timed as never, longestMs: () => longest }
}
