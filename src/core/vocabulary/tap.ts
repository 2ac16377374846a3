import type { RecoveryVerdict } from './recovery'
import type { ChannelStatus } from './channel'
import type { Connection } from './connection'
import type { ConnectionError } from './errors'
import type { DropReason } from './events'
import type { Phase } from './ready-state'
import type { CloseInfo } from './wire'

/** A shared connection of any message types. */
export type AnyConnection = Connection<unknown, unknown>

/** Why a connection changed its phase: the event that its state machine handled. */
export interface TapCause {
  readonly type:
    | 'retain' | 'release' | 'connect' | 'disconnect' | 'reconnect' | 'renew' | 'ping' | 'dispose' | 'options'
    | 'deadline' | 'signal' | 'resolved' | 'failed' | 'socket-open' | 'socket-closing' | 'socket-close' | 'ready' | 'ping-sent'
  /** The deadline that is over (`retry`, `pong`, `linger` …), the signal (`offline`, `freeze` …), or the code of the error. */
  readonly detail?: string | undefined
}

/** What a frame is for. */
export type FrameRole =
  /** For subscribers, also where it holds no message or cannot be decoded. */
  | 'message'
  /** A ping, a pong, or the answer to a ping of the server. */
  | 'heartbeat'
  /** Of the `handshake` option, its renewal or `farewell`, at least in part. May hold credentials. */
  | 'handshake'

/** A channel that is in use. */
export interface InspectedChannel {
  readonly key: string
  readonly status: ChannelStatus
  readonly recovery: RecoveryVerdict | null
  /** What `positionOf` read last; undefined when it is not known. */
  readonly position: unknown
  /** Listeners and `retain()` calls that hold it: one component may have several. */
  readonly holders: number
  readonly error: unknown
}

interface TapEvents {
  /** The connection exists. First for each connection that existed when the tap was added. */
  created: object
  disposed: object
  /** Its phase changed. The fields are those of the snapshot after the change. */
  state: {
    readonly phase: Phase
    readonly previous: Phase
    readonly cause: TapCause
    readonly attempt: number
    readonly retryAt: number | null
    readonly lastClose: CloseInfo | null
    readonly error: ConnectionError | null
    /** It was open before, on another socket. */
    readonly isReconnect: boolean
  }
  /** A socket is created. `url` shows no credentials: no user info, query, fragment. */
  dial: { readonly attempt: number; readonly url: string; readonly protocols: number }
  /**
   * A frame was received or sent. The event of a received one comes after its listeners ran, or before the first frame that they
   * send. With several messages in the frame it always comes after.
   */
  frame: {
    readonly direction: 'in' | 'out'
    readonly role: FrameRole
    /** As it is on the socket: text, or binary data of any kind. Null for a `'handshake'` frame, which may hold credentials. */
    readonly data: unknown
    /** Length of its UTF-8 text or binary data. */
    readonly bytes: number
    /** Inbound: what it delivered to subscribers. Outbound: what `send()` was given; empty when that is not known. */
    readonly messages: readonly unknown[]
  }
  /** The length of the send queue changed. */
  queue: { readonly queued: number; readonly bufferedAmount: number }
  drop: { readonly message: unknown; readonly reason: DropReason }
  error: { readonly error: ConnectionError }
  channel: InspectedChannel
  request: {
    /** Distinguishes the requests of one page. It is not the id on the wire. */
    readonly request: number
    readonly stage: 'start' | 'sent' | 'reply' | 'end'
    /** The message of the request, or the reply. */
    readonly message?: unknown
    /** At the end: how it ended. */
    readonly outcome?: 'replied' | 'failed' | 'cancelled' | undefined
    readonly error?: unknown
  }
  /** The `handshake` option runs again on the open socket. */
  renewal: { readonly stage: 'start' | 'done' | 'failed' }
  /** The options in force, or who gives them, may have changed: see `inspect()`. */
  options: object
}

/** One event of one connection. */
export type TapEvent = {
  [T in keyof TapEvents]: {
    readonly type: T
    /** Milliseconds since 1970. */
    readonly at: number
    readonly connection: AnyConnection
  } & TapEvents[T]
}[keyof TapEvents]

export type TapListener = (event: TapEvent) => void

export interface TapOptions {
  /** False: no `frame` events, so frames cost what they cost without a tap. @default true */
  readonly frames?: boolean
}

/** One option in force. */
export interface InspectedOption {
  readonly name: string
  /**
   * Numbers, booleans and words that an option is chosen from as they are; functions by name. Of everything else only what it is:
   * any other text may be a secret.
   */
  readonly value: string
  /** Who gives it: `'owner'`, `'component 1'` in the order of mounting, `'former component'`, `'registry'`. */
  readonly from: string
}

/** What holds a connection, and the options in force. Shows no credentials. */
export interface Inspection {
  /** How many components, `retain()` and `connect()` want it. */
  readonly demand: number
  /** Those who give options, in the order in which their options count. */
  readonly holders: readonly { readonly name: string; readonly names: readonly string[] }[]
  readonly options: readonly InspectedOption[]
  readonly channels: readonly InspectedChannel[]
}
