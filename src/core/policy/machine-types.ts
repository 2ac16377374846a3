import type { ConnectionError } from '../vocabulary/errors'
import type { LifecycleSignal } from '../vocabulary/options'
import type { Phase } from '../vocabulary/ready-state'
import type { CloseInfo, EventLike } from '../vocabulary/wire'
import type { Settings } from './defaults'

/** Wall-clock times (epoch ms) at which the machine wants to be woken. */
export interface Deadlines {
  /** The phase under way (resolving, connecting, readying) must have ended. */
  attempt?: number
  retry?: number
  /** The socket has been open long enough to forgive earlier failures. */
  stable?: number
  ping?: number
  pong?: number
  linger?: number
  closing?: number
}

export type DeadlineName = keyof Deadlines

/** What one attempt dials. */
export interface Target {
  readonly url: string
  readonly protocols: string | string[] | undefined
}

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
  readonly deadlines: Readonly<Deadlines>
  /** Credentials were asked for once more since the connection was last stable. */
  readonly refreshed: boolean
  readonly online: boolean
  /** A socket was usable before in this life, so the next open is a reconnect. */
  readonly hasOpened: boolean
  /** Pings sent in this life. */
  readonly pings: number
  /** Inbound frames seen when the last ping was sent. */
  readonly framesAtPing: number
  /** The ping under way is a second chance after a late timer. */
  readonly probing: boolean
  readonly target: Target | null
  readonly protocol: string
  readonly extensions: string
  /** With what a socket in phase closing is closed. */
  readonly closeWith: { readonly code: number; readonly reason: string }
  readonly lastClose: CloseInfo | null
  readonly error: ConnectionError | null
}

/** A state while `transition` works on its copy. */
export type Draft = { -readonly [K in keyof MachineState]: MachineState[K] } & { deadlines: Deadlines }

interface Stamped {
  readonly generation: number
}

interface EventData {
  retain: object
  release: object
  connect: object
  disconnect: { readonly code: number; readonly reason: string }
  reconnect: object
  dispose: object
  /** Options in force may have changed. */
  options: object
  deadline: { readonly name: DeadlineName }
  signal: { readonly signal: LifecycleSignal }
  resolved: Stamped & Target
  /** The attempt ended with this error before its socket said anything: url function, constructor, `handshake`. */
  failed: Stamped & { readonly error: ConnectionError }
  'socket-open': Stamped & { readonly protocol: string; readonly extensions: string; readonly hasHandshake: boolean }
  /** The peer began to close: its close event may never come. */
  'socket-closing': Stamped
  /** Some engines say no more than `error` of a handshake that failed: that counts as a close, too. */
  'socket-close': Stamped & { readonly close: CloseInfo; readonly event: EventLike }
  ready: Stamped
}

export type MachineEvent = { [T in keyof EventData]: { readonly type: T } & EventData[T] }[keyof EventData]

type Setting = 'connectTimeoutMs' | 'handshakeTimeoutMs' | 'closeTimeoutMs' | 'lingerMs' | 'reconnect' | 'heartbeat'
export type MachineSettings = Pick<Settings<unknown, unknown>, Setting>

/** What `transition` may know of the world: handed in, so that it stays pure. */
export interface TransitionContext {
  readonly now: number
  /** Uniform in [0, 1), fresh for each event. */
  readonly random: number
  /** Inbound frames so far, of any kind. */
  readonly frames: number
  readonly settings: MachineSettings
}

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
  pings: 0,
  framesAtPing: 0,
  probing: false,
  target: null,
  protocol: '',
  extensions: '',
  closeWith: { code: 1000, reason: '' },
  lastClose: null,
  error: null,
}
