/**
 * The parts of `socket.io-client` 4 that are used, by their shape: the package itself is yours, and is never imported here.
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

/** What lies below a client socket: what its package calls public, but for `ws`, which is looked at with care. */
export interface Manager {
  disconnect(): unknown
  readonly engine?: {
    readonly writeBuffer: { readonly length: number }
    readonly transport?: { readonly ws?: Line | null }
  }
}

/** A WebSocket, where the engine has one; only that of `ws` can be cut. */
export interface Line {
  readonly bufferedAmount?: number
  terminate?(): void
}
