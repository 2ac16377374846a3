import type { ConnectionOptions } from 'websocket-store'

type Listener = (event: Event) => void

/**
 * Wraps the engine's WebSocket and counts what each of its `message` events delivers.
 *
 * @param delivered How many messages arrived until now.
 * @param onEvent Called after each event, with the number of messages that arrived during it.
 */
export function deliverySocket(delivered: () => number, onEvent: (count: number) => void): NonNullable<ConnectionOptions['WebSocket']> {
  const Native = globalThis.WebSocket
  const counted = (listener: Listener): Listener => (event) => {
    const before = delivered()
    listener(event)
    onEvent(delivered() - before)
  }
  function Watched(url: string, protocols?: string | string[]) {
    const socket = new Native(url, protocols)
    const add = socket.addEventListener.bind(socket) as (type: string, listener: Listener) => void
    const addCounted = (type: string, listener: Listener) => add(type, type === 'message' ? counted(listener) : listener)
    return Object.assign(socket, { addEventListener: addCounted })
  }
  return Watched as never
}
