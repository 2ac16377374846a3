import type { AnyConnection, FrameRole, Inspection, TapCause } from '../../core/vocabulary/tap'
import type { ChannelStatus } from '../../core/vocabulary/channel'
import type { ConnectionSnapshot } from '../../core/vocabulary/events'
import type { Phase } from '../../core/vocabulary/ready-state'

/** A frame, as the panel keeps it. Binary data is copied, text over the cap is cut. */
export interface FrameRecord {
  /** Increasing over all connections of a session. */
  readonly id: number
  readonly at: number
  readonly direction: 'in' | 'out'
  readonly role: FrameRole
  /** Null: the payload of a handshake frame, which may hold credentials, is not kept. */
  readonly data: string | Uint8Array | null
  readonly bytes: number
  /** The payload was cut at the cap. */
  readonly isCut: boolean
  /** The channels that it belongs to, by the `route` of the `channels` option. */
  readonly channels: readonly string[]
  /** Injected by the panel, or what became of it on a faulty line. */
  readonly note: '' | 'injected' | 'dropped' | 'muted' | 'delayed'
}

/** A time that a connection spent in one phase. */
export interface PhaseRecord {
  readonly at: number
  readonly phase: Phase
  readonly cause: TapCause
  readonly attempt: number
  /** Time of the next attempt, while waiting. */
  readonly retryAt: number | null
  /** Code, and the reason of the server, if the phase follows from the end of a socket. */
  readonly close: { readonly code: number; readonly reason: string } | null
  /** The code of the error, and the text of the library for it. Never the cause. */
  readonly error: { readonly code: string; readonly message: string } | null
}

/** Anything else that happened, for the timeline: a dial, a drop, an error, a renewal, a verdict of a channel. */
export interface NoteRecord {
  readonly at: number
  readonly kind: 'dial' | 'drop' | 'error' | 'renewal' | 'recovery' | 'fault'
  readonly text: string
}

export interface ChannelRecord {
  readonly key: string
  readonly status: ChannelStatus
  readonly recovery: string | null
  /** As JSON text. */
  readonly position: string
  readonly holders: number
  readonly error: string | null
  readonly messages: number
}

export interface RequestRecord {
  readonly request: number
  readonly startedAt: number
  readonly sentAt: number | null
  readonly repliedAt: readonly number[]
  readonly endedAt: number | null
  readonly outcome: 'pending' | 'replied' | 'failed' | 'cancelled'
  /** Text of the message, cut. */
  readonly message: string
  readonly error: string | null
}

/** Messages and bytes in one second. */
export interface Rate {
  readonly at: number
  readonly framesIn: number
  readonly framesOut: number
  readonly bytesIn: number
  readonly bytesOut: number
}

/** One connection, as the panel shows it. Objects are replaced when they change, so they can be compared. */
export interface ConnectionModel {
  /** Increasing, in the order of appearance. */
  readonly id: number
  /** Null in an imported session. */
  readonly connection: AnyConnection | null
  readonly label: string
  readonly isDisposed: boolean
  /** Its `protocol` is no name, because some applications pass a token as a subprotocol. */
  readonly snapshot: Pick<ConnectionSnapshot, 'phase' | 'attempt' | 'retryAt' | 'latencyMs' | 'queued' | 'protocol'>
  readonly bufferedAmount: number
  /** Its `channels` are empty, because they may hold objects of the application: see `channels` below. */
  readonly inspection: Inspection
  readonly phases: readonly PhaseRecord[]
  readonly notes: readonly NoteRecord[]
  readonly channels: readonly ChannelRecord[]
  readonly requests: readonly RequestRecord[]
  /** The last 60 seconds, oldest first, the current one last; empty while no frames are recorded. */
  readonly rates: readonly Rate[]
  /** The messages in the send queue, as cut texts. */
  readonly queue: readonly string[]
}

export interface FrameFilter {
  readonly search: string
  readonly direction: 'all' | 'in' | 'out'
  readonly role: 'all' | FrameRole
  readonly kind: 'all' | 'text' | 'binary'
  readonly channel: string | null
  readonly minBytes: number
  readonly maxBytes: number
}

/** What the panel shows and records. It knows no DOM. */
export interface Session {
  connections(): readonly ConnectionModel[]
  /** The recorded frames of one connection, oldest first. A live array: compare `framesVersion()`. */
  frames(id: number): readonly FrameRecord[]
  /** Increases with each recorded or removed frame. */
  framesVersion(): number
  /** Frames that the limits of the ring buffer removed. */
  removedFrames(): number
  /** Called after changes, at most once a frame of the screen. */
  subscribe(listener: () => void): () => void
  /** Whether frames are recorded. Everything else always is. */
  readonly isRecording: boolean
  /** Starts or stops to record frames: a closed panel records none. */
  setRecording(isRecording: boolean): void
  /** A paused session shows what it showed, and records on. */
  readonly isPaused: boolean
  setPaused(isPaused: boolean): void
  /** Forgets all frames, notes and requests, the disposed connections, and an imported session. */
  clear(): void
  /** What is shown, as the text of a HAR file. */
  exportText(): string
  /** True while an imported session is shown instead of the live one. */
  readonly isImported: boolean
  /** @throws Error that says what is wrong with the text. */
  importText(text: string): void
  /** Back to the live session. */
  closeImport(): void
  dispose(): void
}
