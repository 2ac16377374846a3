import type { ConnectionError } from '../vocabulary/errors'
import type { LifecycleSignal } from '../vocabulary/options'
import type { Phase } from '../vocabulary/ready-state'
import type { CloseInfo, EventLike } from '../vocabulary/wire'
import type { Settings } from './defaults'

/** Wall-clock times (epoch ms) of the deadline events that the machine needs. */
export interface Deadlines {
  /** The phase under way (resolving, connecting, readying) or the renewal of an open socket must have ended. */
  attempt?: number
  /** The credentials of the open socket are renewed. */
  renew?: number
  retry?: number
  /** The socket has been open long enough to reset the attempt counter. */
  stable?: number
  ping?: number
  pong?: number
  linger?: number
  closing?: number
}

/** `probe`: something may have cut the connection. `late`: our own timer was late, so the server gets another chance. */
export type PingKind = 'ping' | 'probe' | 'late'

export type DeadlineName = keyof Deadlines

/** What one attempt dials. */
export interface Target {
  readonly url: string
  readonly protocols: string | string[] | undefined
}

export interface MachineState {
  readonly phase: Phase
  /** Number of the attempt. Asynchronous input of another generation is ignored. */
  readonly generation: number
  readonly attempt: number
  /** Handles held through retain(). */
  readonly retains: number
  /** connect() was called and disconnect() was not: demand without a handle. */
  readonly connectRequested: boolean
  readonly closedBy: 'user' | 'failure' | 'dispose' | null
  readonly deadlines: Readonly<Deadlines>
  /** Credentials were requested once more since the connection was last stable. */
  readonly refreshed: boolean
  readonly online: boolean
  /** A socket was usable before, so the next open is a reconnect. */
  readonly hasOpened: boolean
  /** Number of renewals requested so far. */
  readonly renewals: number
  /** Number of pings requested so far. */
  readonly pings: number
  /** Inbound frames seen when the oldest unanswered ping was sent. */
  readonly framesAtPing: number
  /** The ping that is due to be answered is a probe. */
  readonly probing: boolean
  /** Why the latest ping is sent. */
  readonly pingKind: PingKind
  /** What the heartbeat's timers were set by, see `heartbeatKey`. */
  readonly heartbeat: string
  readonly target: Target | null
  readonly protocol: string
  readonly extensions: string
  /** The close code and reason for a socket in phase closing. */
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
  /** The credentials of the open socket are to be renewed. */
  renew: object
  /** The program requests a ping. */
  ping: object
  dispose: object
  /** Options in force may have changed. */
  options: object
  deadline: { readonly name: DeadlineName }
  signal: { readonly signal: LifecycleSignal }
  resolved: Stamped & Target
  /** The attempt ended with this error before its socket closed: url function, constructor, `handshake` or its renewal. */
  failed: Stamped & { readonly error: ConnectionError }
  'socket-open': Stamped & { readonly protocol: string; readonly extensions: string; readonly hasHandshake: boolean }
  /** The peer started to close: the close event may never come. */
  'socket-closing': Stamped
  /** Some engines emit only `error` for a failed handshake: that counts as a close, too. */
  'socket-close': Stamped & { readonly close: CloseInfo; readonly event: EventLike }
  /** `handshake` or its renewal is done. */
  ready: Stamped & { /** @default no renewal */ readonly renewAfterMs?: number | undefined }
  /** The ping that the state requested is on the socket. */
  'ping-sent': Stamped & { /** Inbound frames before it was sent. */ readonly frames: number }
}

export type MachineEvent = { [T in keyof EventData]: { readonly type: T } & EventData[T] }[keyof EventData]

type Setting = 'connectTimeoutMs' | 'handshakeTimeoutMs' | 'closeTimeoutMs' | 'lingerMs' | 'reconnect' | 'heartbeat'
export type MachineSettings = Pick<Settings<unknown, unknown>, Setting>

/** Everything that `transition` reads from outside, so that it stays pure. */
export interface TransitionContext {
  readonly now: number
  /** Uniform in [0, 1), fresh for each event. */
  readonly random: number
  /** Inbound frames so far, of any kind. */
  readonly frames: number
  /** When the last of them came (epoch ms), while there is a heartbeat. */
  readonly frameAt: number
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
  renewals: 0,
  pings: 0,
  framesAtPing: 0,
  probing: false,
  pingKind: 'ping',
  heartbeat: '',
  target: null,
  protocol: '',
  extensions: '',
  closeWith: { code: 1000, reason: '' },
  lastClose: null,
  error: null,
}
