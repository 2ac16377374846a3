import type { Batch } from '../../core/vocabulary/batch'
import type { AnyCodec } from '../../core/vocabulary/inference'
import type { ConnectionRegistry } from '../../core/vocabulary/registry'
import type { Unsubscribe, WebSocketConstructor } from '../../core/vocabulary/wire'
import type { Surroundings } from '../clock/surroundings'
import type { ClockMode } from '../clock/test-clock'
import type { Match } from '../messages/matching'
import type { ReceivedOptions } from '../messages/record'

/** What a server without a codec receives. */
export type ReceivedData = string | ArrayBuffer
/** What a server without a codec can send. Binary data is copied. */
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

export interface SlowOptions {
  /** Limit in each direction; Infinity removes it. Unsent bytes of a client are in its `bufferedAmount`. */
  bytesPerSecond: number
}

/** The server's end of one socket. */
export interface ServerConnection<Received = ReceivedData, Sent = ServerData> extends DialRequest {
  /** Counts the connections of this server, from 1. */
  readonly id: number
  /** The subprotocol that the server chose, or ''. */
  readonly protocol: string
  readonly isOpen: boolean
  /** What arrived on this connection, decoded. What the codec cannot decode stays as it was sent. */
  readonly messages: readonly Received[]
  /** Resolves with the first message of this connection that matches, also one that came before the call. */
  received(match?: Match<Received>, options?: ReceivedOptions): Promise<Received>
  /** The same as `settled()` of the server. */
  settled(): Promise<void>
  /** Sends a message, or each of a `batch()`. Nothing happens when the connection is not open. */
  send(message: Sent | Batch<Sent>): void
  /** Starts the close handshake. Any code is allowed, as for real servers. */
  close(code?: number, reason?: string): void
  /** Breaks the connection without a close frame, as a crash does: the client sees 1006. Messages on the way are lost. */
  cut(): void
  /** Drops everything in both directions from now on, and keeps the connection: half-open. */
  silence(): void
  slow(options: SlowOptions): void
  onMessage(listener: (message: Received) => void): Unsubscribe
  onClose(listener: (ending: Ending) => void): Unsubscribe
}

/** Makes what a server answers: a message, or a `batch()` of several. Undefined: nothing. */
export type Reply<Received, Sent> = (
  message: Received,
  connection: ServerConnection<Received, Sent>,
) => Answer<Sent> | Promise<Answer<Sent>>
type Answer<Sent> = Sent | Batch<Sent> | undefined

export interface TestServerOptions<C extends AnyCodec = AnyCodec> extends Surroundings {
  /** Address of the server. Dials to any other address reach it too. @default 'wss://server.example/' */
  url?: string
  /**
   * The codec of the clients. The server uses the same in the other direction, and its messages are typed by it. A function
   * makes one for each socket. @default none: text and bytes
   */
  codec?: C | (() => C)
  /** The codec of the server's end, where it is not the same as that of the clients. */
  serverCodec?: AnyCodec | (() => AnyCodec)
  /**
   * Answers text frames that are a ping, before the codec and outside `messages`. True: 'ping' with 'pong', which is what the
   * `heartbeat` option of a connection sends and expects. @default false: the server does not know pings
   */
  heartbeat?: boolean | PingAndPong
  /** Time that everything takes in each direction. 0: no time, but never at once. @default 0 */
  latencyMs?: number
  /** Chooses a subprotocol among those that the client offers; '' for none. `accept({ protocol })` replaces it. @default the first one */
  selectProtocol?(offered: readonly string[]): string
  /** How long an end waits for the answer to its close frame; then it breaks the connection. @default 30_000 */
  closeTimeoutMs?: number
  /**
   * The clock of the library until `stop()`. `running`: real time (or that of fake timers), which `advance()` moves ahead.
   * `stopped`: only `advance()` moves it. `system`: the clock stays as it is, with real jitter. @default 'running'
   */
  clock?: ClockMode | 'system'
  /** Replaces the random numbers of the library, so jitter is fixed. Not with `clock: 'system'`. @default always 0.5 */
  random?(): number
  /** How long `connected()` and `received()` wait, in real time, before they fail. @default 1000 */
  waitMs?: number
}

export interface PingAndPong {
  readonly ping: string
  readonly pong: string
}

export interface DialOptions {
  /** How many dials; then the server goes on as before. @default all */
  times?: number
}

export interface AcceptOptions extends DialOptions {
  /** The subprotocol that the server chooses; '' for none. One that the client did not offer fails the dial. */
  protocol?: string
}

export interface UntilOptions {
  /** @default the `waitMs` of the server */
  waitMs?: number
  /** What was expected, for the failure text. @default the source of the condition */
  describe?(): string
}

export interface RestartOptions {
  /** Dials are refused for this time. @default 0 */
  downMs?: number
  /** The code that closes the open connections; null breaks them without a close frame. @default 1012 */
  code?: number | null
}

export interface TestServer<Received = ReceivedData, Sent = ServerData> {
  /** For the option `WebSocket` of a connection or of the defaults of a registry. */
  readonly WebSocket: typeof globalThis.WebSocket & WebSocketConstructor
  /** For the option `transport`. */
  readonly transport: (url: string, protocols?: string | string[]) => WebSocket
  readonly url: string
  /** A registry whose connections reach this server. `stop()` disposes it. */
  readonly registry: ConnectionRegistry
  /** The open connections, oldest first. */
  readonly connections: readonly ServerConnection<Received, Sent>[]
  /** Everything that arrived, decoded. What the codec cannot decode stays as it was sent. */
  readonly messages: readonly Received[]
  /** All dials so far, also those that were refused. */
  readonly dials: readonly DialRequest[]

  /**
   * Resolves with the connection number `count`, counted from 1 since the server was created. Without a number: the newest
   * open connection, as soon as there is one. Rejects after `waitMs`.
   */
  connected(count?: number): Promise<ServerConnection<Received, Sent>>
  /** Resolves with the first message that matches, also one that came before the call. Rejects after `waitMs`, and lists what came. */
  received(match?: Match<Received>, options?: ReceivedOptions): Promise<Received>
  /**
   * Resolves when the condition is true. It is checked at once and after each dial, message and close. Rejects after `waitMs`.
   */
  until(isTrue: () => boolean, options?: UntilOptions): Promise<void>
  /**
   * Resolves when nothing is on its way any more. What waits for a timer still waits. The render helpers also wait until the
   * library has published what waited for a frame.
   */
  settled(): Promise<void>
  /** Moves the clock ahead: timers of the library and of this server that are due run in order, and what they send arrives. */
  advance(ms: number): Promise<void>

  /**
   * Adds what a renderer needs around the work of this server, until `stop()`. The render helpers call it for you. Returns a
   * function that removes it.
   */
  surround(surroundings: Surroundings): Unsubscribe
  /** Answers each message that matches. Where several match, the one that was added last answers. Returns a function that removes it. */
  on(match: Match<Received>, reply: Reply<Received, Sent>): Unsubscribe
  on(match: Match<Received>, reply: Sent | Batch<Sent>): Unsubscribe
  onConnection(listener: (connection: ServerConnection<Received, Sent>) => void): Unsubscribe
  onMessage(listener: (message: Received, connection: ServerConnection<Received, Sent>) => void): Unsubscribe
  onClose(listener: (ending: Ending, connection: ServerConnection<Received, Sent>) => void): Unsubscribe
  /** For each dial that was not accepted. */
  onRefuse(listener: (request: DialRequest) => void): Unsubscribe
  /** `restart()` is complete. Clear here what a real process would have lost. */
  onRestart(listener: () => void): Unsubscribe

  /** Sends to all open connections. */
  send(message: Sent | Batch<Sent>): void
  /** Refuses dials: `error`, then `close` with 1006. Dials that `hang()` keeps are refused too. */
  refuse(options?: DialOptions): void
  /** Leaves dials without an answer. */
  hang(options?: DialOptions): void
  /** Accepts dials again, and those that `hang()` keeps. */
  accept(options?: AcceptOptions): void
  /** Starts the close handshake with all open connections. */
  close(code?: number, reason?: string): void
  /** Breaks all open connections without a close frame: the clients see 1006. */
  cut(): void
  /** Makes all open connections half-open: nothing arrives any more. Later dials are not affected. */
  silence(): void
  /** Limits all connections, later ones too. */
  slow(options: SlowOptions): void
  /** Ends all connections, refuses dials while it is down, and resolves when it accepts dials again. */
  restart(options?: RestartOptions): Promise<void>
  /** Breaks all connections, refuses dials from now on, disposes `registry`, and gives the clock back. */
  stop(): void
}
