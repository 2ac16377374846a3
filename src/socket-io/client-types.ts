/**
 * Structural types for the parts of `socket.io-client` 4 that are used. The package itself is never imported here.
 */
export interface SocketIoClientSocket {
  readonly connected: boolean
  readonly volatile: Emitter
  readonly io: object
  emit(event: string, ...args: unknown[]): unknown
  on(event: string, listener: (...args: never[]) => void): unknown
  onAny(listener: (event: string, ...args: unknown[]) => void): unknown
  connect(): unknown
  disconnect(): unknown
}

type Emitter = Pick<SocketIoClientSocket, 'emit'>

/** `io` of `socket.io-client`. */
export type SocketIoClient = (url: string, options?: never) => SocketIoClientSocket

/** The manager of a client socket. All of it is public API, except `ws`, which may be missing. */
export interface Manager {
  disconnect(): unknown
  readonly engine?: {
    readonly writeBuffer: { readonly length: number }
    readonly transport?: { readonly ws?: EngineSocket | null }
  }
}

/** The engine's WebSocket, if it has one. Only the one of `ws` can be terminated. */
export interface EngineSocket {
  readonly bufferedAmount?: number
  terminate?(): void
}
