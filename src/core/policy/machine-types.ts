import type { ConnectionError } from '../errors'
import type { Phase } from '../ready-state'
import type { HeartbeatOptions, LifecycleSignal, ReconnectOptions } from '../option-types'
import type { CloseInfo, EventLike } from '../types'

/** Wall-clock times (epoch ms) at which the machine wants to be woken. */
export type Deadlines = {
  /** The phase under way (resolving, connecting, readying) must have ended. */
  readonly attempt?: number
  readonly retry?: number
  /** The socket has been open long enough to forgive earlier failures. */
  readonly stable?: number
  readonly ping?: number
  readonly pong?: number
  readonly linger?: number
  readonly closing?: number
}

export type DeadlineName = keyof Deadlines

export interface MachineState {
  readonly phase: Phase
  /** Numbers the attempts; asynchronous input of another generation is stale. */
  readonly generation: number
  readonly attempt: number
  /** Handles held through retain(). */
  readonly retains: number
  /** connect() was called and disconnect() was not: demand of its own. */
  readonly connectRequested: boolean
  readonly closedBy: 'user' | 'failure' | 'dispose' | null
  readonly deadlines: Deadlines
  /** Credentials were asked for once more since the connection was last stable. */
  readonly refreshed: boolean
  readonly online: boolean
  /** A socket was usable before in this life, so the next open is a reconnect. */
  readonly hasOpened: boolean
  /** Inbound frames seen when the last ping was sent. */
  readonly framesAtPing: number
  /** The ping under way is a second chance after a late timer. */
  readonly probing: boolean
  readonly url: string | null
  readonly protocol: string
  readonly extensions: string
  readonly lastClose: CloseInfo | null
  readonly error: ConnectionError | null
}

type Stamped = { readonly generation: number }

export type MachineEvent =
  | { readonly type: 'retain' }
  | { readonly type: 'release' }
  | { readonly type: 'connect' }
  | { readonly type: 'disconnect'; readonly code: number; readonly reason: string }
  | { readonly type: 'reconnect' }
  | { readonly type: 'dispose' }
  | { readonly type: 'deadline'; readonly name: DeadlineName }
  | { readonly type: 'signal'; readonly signal: LifecycleSignal }
  | (Stamped & { readonly type: 'resolved'; readonly url: string; readonly protocols: string | string[] | undefined })
  /** The attempt ended with this error before its socket said anything: url function, constructor, `handshake`. */
  | (Stamped & { readonly type: 'failed'; readonly error: ConnectionError })
  | (Stamped & {
      readonly type: 'socket-open'
      readonly protocol: string
      readonly extensions: string
      readonly event: EventLike
    })
  | (Stamped & { readonly type: 'socket-error'; readonly event: EventLike })
  | (Stamped & { readonly type: 'socket-close'; readonly close: CloseInfo; readonly event: EventLike })
  | (Stamped & { readonly type: 'ready' })

export type Effect =
  | { readonly type: 'resolve' }
  | { readonly type: 'dial'; readonly url: string; readonly protocols: string | string[] | undefined }
  | { readonly type: 'handshake' }
  /** Drop the socket and whatever the attempt still has under way, without waiting. */
  | { readonly type: 'abandon' }
  | { readonly type: 'close-socket'; readonly code: number; readonly reason: string }
  | { readonly type: 'ping' }
  | { readonly type: 'drop-queue' }
  | { readonly type: 'forget-messages' }
  | { readonly type: 'tell-open'; readonly isReconnect: boolean }
  | { readonly type: 'tell-close'; readonly close: CloseInfo; readonly event: EventLike | null }
  | { readonly type: 'tell-error'; readonly error: ConnectionError }

/** What `transition` may know of the world: handed in, so that it stays pure. */
export interface TransitionContext {
  readonly now: number
  /** Uniform in [0, 1), fresh for each event. */
  readonly random: number
  /** Inbound frames so far, of any kind. */
  readonly frames: number
  readonly policy: MachinePolicy
}

export interface MachinePolicy {
  readonly hasHandshake: boolean
  readonly connectTimeoutMs: number
  readonly handshakeTimeoutMs: number
  readonly closeTimeoutMs: number
  readonly lingerMs: number
  readonly stableAfterMs: number
  readonly reconnect: ReconnectOptions | false
  readonly heartbeat: HeartbeatOptions | false
}

export type Step = readonly [state: MachineState, effects: readonly Effect[]]

export const INITIAL_STATE: MachineState = {
  phase: 'idle',
  generation: 0,
  attempt: 0,
  retains: 0,
  connectRequested: false,
  closedBy: null,
  deadlines: {},
  refreshed: false,
  online: true,
  hasOpened: false,
  framesAtPing: 0,
  probing: false,
  url: null,
  protocol: '',
  extensions: '',
  lastClose: null,
  error: null,
}
