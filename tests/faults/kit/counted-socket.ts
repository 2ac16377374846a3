import type { ConnectionOptions } from 'websocket-store'

export interface CountedSocket {
  readonly WebSocket: NonNullable<ConnectionOptions['WebSocket']>
  /** The maximum number of simultaneous sockets that were neither closing nor closed. */
  mostAtOnce(): number
  constructed(): number
}

/** Wraps the engine's WebSocket and counts its sockets. */
export function countedSocket(): CountedSocket {
  const Native = globalThis.WebSocket
  const sockets: WebSocket[] = []
  let most = 0
  function Counted(url: string, protocols?: string | string[]) {
    const socket = new Native(url, protocols)
    sockets.push(socket)
    most = Math.max(most, sockets.filter(({ readyState }) => readyState < Native.CLOSING).length)
    return socket
  }
  return { WebSocket: Counted as never, mostAtOnce: () => most, constructed: () => sockets.length }
}
