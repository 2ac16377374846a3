import type { ChannelStatus } from '../../core/vocabulary/channel'
import type { ConnectionErrorCode } from '../../core/vocabulary/errors'
import type { DropReason } from '../../core/vocabulary/events'
import type { Phase } from '../../core/vocabulary/ready-state'
import type { RecoveryVerdict } from '../../core/vocabulary/recovery'
import type { CloseInfo } from '../../core/vocabulary/wire'

// The protocol between a page and the worker. All messages that cross the port are declared here.

/**
 * Changes with every change of the protocol. A shared worker may be older than a page, or newer. What `hello` and `unknown` say about it
 * never changes.
 */
export const VERSION = 1

/**
 * A page that is visible says that it lives this often, and the worker answers. The page gives a worker up that does not answer within
 * the same time. Background pages run timers once a minute.
 */
export const BEAT_MS = 20_000
/** A page that was not heard for this long has lost its leases, unless it holds its lock. Two throttled beats and a margin. */
export const LEASE_MS = 150_000

/** An error as it crosses the port: functions and events in a cause do not. */
export interface SentError {
  /** Null for an error that is not of this package. */
  readonly code: ConnectionErrorCode | null
  readonly name: string
  readonly message: string
  readonly fatal: boolean
  readonly cause?: SentError | undefined
  /** What was thrown, if it is no error. */
  readonly value?: unknown
}

/** What a page shows of the connection in the worker. */
export interface RemoteState {
  readonly phase: Phase
  /** Number of the attempt in the worker. */
  readonly generation: number
  readonly attempt: number
  readonly retryAt: number | null
  readonly url: string | null
  readonly protocol: string
  readonly extensions: string
  readonly lastClose: CloseInfo | null
  readonly error: SentError | null
  /** Distinguishes errors that look the same. */
  readonly errorNumber: number
  readonly latencyMs: number | null
}

/** How far a page has read a channel: a number of the worker's own, valid as long as the worker holds the channel. */
export interface ReadUpTo {
  readonly topic: string
  readonly sequence: number
}

/** Of a page that has read some of a channel, and has lost its place. */
export const NOWHERE: ReadUpTo = { topic: '', sequence: 0 }

/** What a page made of a request of the server, or of a call of the worker. */
export type Answer =
  | { readonly outcome: 'done'; readonly result: unknown }
  | { readonly outcome: 'failed'; readonly error: SentError }
  /** No handler of this page takes it. */
  | { readonly outcome: 'declined' }

/** Where to connect to. */
export interface Location {
  readonly url: string
  readonly protocols: string | string[] | undefined
}

interface FromPage {
  /** First message of a page, and again after its lease was lost. `lends` names the functions that the worker may call. */
  hello: { readonly version: number; readonly lends: readonly string[] }
  /** The page holds this lock as long as it lives. Posted when it holds it: the worker's own request must come later. */
  lock: { readonly lock: string }
  /** Answered by `alive`. */
  beat: object
  /** The page has read as many messages of the worker since its hello. */
  read: { readonly count: number }
  /** The page ends, or sleeps. All its leases end. */
  goodbye: {
    /** The worker has no other page: its sockets close at once. One that lingers would keep the page out of the back-forward cache. */
    readonly isAlone: boolean
  }

  // About a call of the worker. `call` is the worker's own number for it.

  /** The page runs the function: it is not frozen. */
  accepted: { readonly call: number }
  returned: { readonly call: number; readonly answer: Answer }

  // About one connection. `id` is the page's own number for it.

  /** Demand. The page receives its state from now on. Requests with a higher `epoch` supersede those before. */
  want: {
    readonly id: number
    readonly epoch: number
    /** Full identity: pages with the same one share. Null: the page's own. */
    readonly identity: string | null
    readonly key: string | undefined
    /** Null: a function of the page, which the worker calls for each attempt. */
    readonly url: string | null
    readonly protocols: string | string[] | null | undefined
    /** The page called `reconnect()`. */
    readonly isReconnect: boolean
    /** As in `listen`. */
    readonly isListening: boolean
  }
  /** Whether `message` is posted: only while something in the page uses it. Those of channels are posted in any case. */
  listen: { readonly id: number; readonly isOn: boolean }
  /** No more demand. Answered by `left`. `closing` is given by `disconnect()`. */
  leave: { readonly id: number; readonly epoch: number; readonly closing: { readonly code: number; readonly reason: string } | null }
  /** Retries now (`connect`), or replaces the socket (`reconnect`). */
  retry: { readonly id: number; readonly epoch: number; readonly isReconnect: boolean }
  renew: { readonly id: number; readonly call: number }
  ping: { readonly id: number }
  /** Something may have cut the connection while the page was hidden. */
  probe: { readonly id: number; readonly signal: 'visible' | 'online' | 'resumed' | 'restored' }
  send: { readonly id: number; readonly number: number; readonly message: unknown }

  /** `subscription` is the page's own number for it: what was posted about an earlier one of the key may still be on its way. */
  subscribe: {
    readonly id: number
    readonly subscription: number
    readonly key: string
    readonly position: unknown
    readonly after: ReadUpTo | null
  }
  unsubscribe: { readonly id: number; readonly key: string }
  resubscribe: { readonly id: number; readonly key: string }

  request: { readonly id: number; readonly call: string; readonly message: unknown }
  /** The caller gave up: the server is told. */
  cancel: { readonly id: number; readonly call: string }
  /** The caller needs no further reply. */
  forget: { readonly id: number; readonly call: string }

  /** Whether the page has handlers for requests of the server. */
  respond: { readonly id: number; readonly isOn: boolean }
  answer: { readonly id: number; readonly call: number; readonly answer: Answer }
}

interface FromWorker {
  /** The worker does not know this page any more, or speaks another version. Posted once, until the next `hello`. */
  unknown: { readonly version: number }
  /** Pages that are served now, the receiver included. */
  pages: { readonly count: number }
  /** Calls a function that the page lends. */
  invoke: { readonly call: number; readonly name: string; readonly args: readonly unknown[] }
  /** Nobody waits for the result any more. */
  abort: { readonly call: number }
  /** Calls the url and protocols functions of the page. The result is a `Location`. */
  locate: { readonly id: number; readonly call: number; readonly attempt: number; readonly lastClose: CloseInfo | null }
  /** Answer to `hello`. What was posted before it is out of date. */
  welcome: object
  alive: object
  /** The worker holds this lock as long as it lives. It may end with the process of another page. Posted when it holds it. */
  lock: { readonly lock: string }
  /** Answer to `want`: there is no connection, for this reason. */
  unserved: { readonly id: number; readonly epoch: number; readonly error: SentError }
  /** `epoch` is that of the last request of the page that this state includes. */
  state: { readonly id: number; readonly epoch: number; readonly state: RemoteState }
  left: { readonly id: number; readonly epoch: number; readonly close: CloseInfo | null }
  /** A failure that the state does not show. */
  error: { readonly id: number; readonly error: SentError }
  renewed: { readonly id: number; readonly call: number; readonly error: SentError | null }
  message: { readonly id: number; readonly message: unknown }
  /** The latest message of those that were not posted. */
  latest: { readonly id: number; readonly message: unknown }
  dropped: { readonly id: number; readonly message: unknown; readonly reason: DropReason; readonly error: SentError | null }
  /** Messages of the page up to this number are on the socket or dropped. */
  taken: { readonly id: number; readonly number: number; readonly bufferedAmount: number }

  topic: {
    readonly id: number
    readonly subscription: number
    readonly status: ChannelStatus
    readonly error: SentError | null
    readonly verdict: RecoveryVerdict | null
    /** How many messages of each channel are kept. Absent: not known. */
    readonly history?: number
    /** The page has everything up to here. Null: it does not, or that is not known. */
    readonly read: { readonly upTo: ReadUpTo; readonly position: unknown } | null
  }
  recovery: { readonly id: number; readonly subscription: number; readonly verdict: RecoveryVerdict }
  /** What the channel has delivered before the page joined it. */
  history: {
    readonly id: number
    readonly subscription: number
    /** Oldest first. */
    readonly messages: readonly { readonly message: unknown; readonly at: number }[]
    /** The last message, kept or not. */
    readonly latest: unknown
  }
  /** A message of a channel. */
  routed: {
    readonly id: number
    readonly subscription: number
    /** Null for a message that was loaded for this page. */
    readonly readUpTo: ReadUpTo | null
    /** Undefined keeps the last one, null forgets it. */
    readonly position: unknown
    /** How many messages this one replaces. */
    readonly conflated?: number
    /** Absent: it is the last one of `message`. */
    readonly own?: { readonly message: unknown }
  }

  reply: { readonly id: number; readonly call: string; readonly result: unknown; readonly isLast: boolean }
  refused: { readonly id: number; readonly call: string; readonly error: SentError }
  /** A request of the server, for a handler of the page. */
  ask: { readonly id: number; readonly call: number; readonly request: unknown }
}

type Union<T> = { [K in keyof T]: { readonly type: K } & T[K] }[keyof T]

export type PageMessage = Union<FromPage>
export type WorkerMessage = Union<FromWorker>
type About<M> = M extends { readonly id: number } ? M : never
/** Those about one connection. */
export type ConnectionRequest = About<PageMessage>
export type ConnectionNews = About<WorkerMessage>
type WithoutId<M> = M extends unknown ? Omit<M, 'id'> : never
/** Of which the sender adds the `id`. */
export type OutgoingRequest = WithoutId<ConnectionRequest>
export type OutgoingNews = WithoutId<ConnectionNews>
