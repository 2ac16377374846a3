/** Ends a subscription. Idempotent. */
export type Unsubscribe = () => void

/** What the server receives. */
export type ReceivedData = string | ArrayBuffer
/** What the server can send. Binary data is copied. */
export type ServerData = string | ArrayBufferLike | ArrayBufferView

/** How a connection ended, as this end saw it. 1005: without a code. 1006: without a close frame. */
export interface Ending {
  readonly code: number
  readonly reason: string
}

/** The dial of one client, before the server accepts it. */
export interface DialRequest {
  readonly url: string
  /** The subprotocols that the client offers. */
  readonly protocols: readonly string[]
}

/** The server's end of one socket. */
export interface ServerConnection extends DialRequest {
  /** Counts the connections of this server, from 1. */
  readonly id: number
  /** The subprotocol that the server chose, or ''. */
  readonly protocol: string
  readonly isOpen: boolean
  /** Nothing happens when the connection is not open. */
  send(data: ServerData): void
  /** Starts the close handshake. Any code is allowed, as for real servers. */
  close(code?: number, reason?: string): void
  /** Breaks the connection without a close frame, as a crash does. Messages on the way are lost. */
  cut(): void
  /** Drops everything in both directions from now on, and keeps the connection: half-open. */
  silence(): void
  onMessage(listener: (data: ReceivedData) => void): Unsubscribe
  onClose(listener: (ending: Ending) => void): Unsubscribe
}

export interface ServerEvents {
  connection: [connection: ServerConnection]
  message: [data: ReceivedData, connection: ServerConnection]
  close: [ending: Ending, connection: ServerConnection]
  /** A dial that was not accepted. */
  refuse: [request: DialRequest]
  /** `restart()` is complete. Clear here what a real process would have lost. */
  restart: []
}

export interface PageServerOptions {
  /** Address of the server. Dials to any other address reach it too. @default 'wss://server.example/' */
  url?: string
  /** Time that everything takes in each direction. @default 5 */
  latencyMs?: number
  /** Chooses a subprotocol among those that the client offers; '' for none. @default the first one */
  selectProtocol?(offered: readonly string[]): string
  /** How long an end waits for the answer to its close frame; then it breaks the connection. @default 30_000 */
  closeTimeoutMs?: number
}

export interface RestartOptions {
  /** Dials are refused for this time. @default 1000 */
  downMs?: number
  /** The code that closes the open connections; null breaks them without a close frame. @default 1012 */
  code?: number | null
}

export interface PageServer {
  /** For the option `WebSocket` of a connection or of the defaults of a registry. */
  readonly WebSocket: typeof globalThis.WebSocket
  readonly url: string
  /** The open connections, oldest first. */
  readonly connections: readonly ServerConnection[]
  on<Type extends keyof ServerEvents>(type: Type, listener: (...args: ServerEvents[Type]) => void): Unsubscribe
  /** Sends to all open connections. */
  send(data: ServerData): void
  /** Refuses dials: `error`, then `close` with 1006. Dials that `hang()` keeps are refused too. */
  refuse(): void
  /** Leaves dials without an answer. */
  hang(): void
  /** Accepts dials again, and those that `hang()` keeps. */
  accept(): void
  /** Starts the close handshake with all open connections. */
  close(code?: number, reason?: string): void
  /** Breaks all open connections without a close frame. */
  cut(): void
  /** Makes all open connections half-open. Later dials are not affected. */
  silence(): void
  /** Limits how fast each client can send; Infinity removes the limit. Its unsent bytes are in `bufferedAmount`. */
  slow(bytesPerSecond: number): void
  /** Ends all connections, refuses dials for a while, and emits `restart`. Resolves when it accepts dials again. */
  restart(options?: RestartOptions): Promise<void>
  /** Breaks all connections, and refuses dials from now on. */
  stop(): void
}
