import type { AnyConnection } from '../../core/vocabulary/tap'
import type { FrameRecord } from '../model/types'

/** What is wrong with the line of a connection, on purpose. */
export interface LineConditions {
  /** Inbound frames are lost. */
  readonly muteIn: boolean
  /** Outbound frames are lost. */
  readonly muteOut: boolean
  /** Every frame, in both directions, comes this much later. */
  readonly delayMs: number
  /** Every nth frame is lost, in both directions; 0: none. */
  readonly dropEvery: number
}

export const GOOD_LINE: LineConditions = { muteIn: false, muteOut: false, delayMs: 0, dropEvery: 0 }

export interface ReplayOptions {
  /** How much faster than recorded: 1, 10. Infinity plays everything at once. @default 1 */
  readonly speed?: number
  /** Called after each change. */
  onProgress?(progress: ReplayProgress): void
}

export interface ReplayProgress {
  readonly state: 'connecting' | 'playing' | 'done' | 'stopped' | 'failed'
  /** Inbound frames so far, of `total`. */
  readonly played: number
  readonly total: number
  /** Inbound frames whose payload is not in the recording: of a handshake, or cut. */
  readonly skipped: number
  /** Messages that the application sent, in the recording too. Their order and time are not compared. */
  readonly matched: number
  /** Messages of the recording that the application did not send. Final at the end only. */
  readonly missing: number
  /** Messages that the application sent, but not in the recording. */
  readonly unexpected: number
  /** Why it failed. */
  readonly error: string | null
}

export interface Replay {
  /** Ends the replay. The connection returns to its own server. */
  stop(): void
  /** Resolves with the last progress, when the connection is on its way to its own server. Never rejects. */
  readonly done: Promise<ReplayProgress>
}

/**
 * What the panel does to connections. Everything ends with `dispose()`: lines are good, delayed frames pass at once, the network is
 * back, replays stop.
 */
export interface Actions {
  /** The connections of the registry now. */
  connections(): readonly AnyConnection[]
  /** The socket is lost, without a close frame: 1006. Nothing happens where there is no socket. */
  cut(connection: AnyConnection): void
  /**
   * The server closes with that code and reason. Nothing happens where there is no socket.
   *
   * @throws RangeError for a code or reason that no close frame can have.
   */
  close(connection: AnyConnection, code: number, reason: string): void
  /** All connections lose their sockets, and no dial succeeds, until it is false again. */
  readonly isOffline: boolean
  setOffline(isOffline: boolean): void
  line(connection: AnyConnection): LineConditions
  /**
   * Frames that still wait when their socket ends are lost. When the delay ends, those that wait pass at once.
   *
   * @throws RangeError for a number that is no condition.
   */
  setLine(connection: AnyConnection, conditions: Partial<LineConditions>): void
  /**
   * Sends the text of a frame: as it is where the codec is for text, otherwise as JSON through the codec.
   *
   * @throws Error with what is wrong.
   */
  send(connection: AnyConnection, text: string): void
  /** Delivers a frame as if the server had sent it. @throws Error when the connection is not open. */
  inject(connection: AnyConnection, text: string): void
  resubscribe(connection: AnyConnection, channelKey: string): void
  reconnect(connection: AnyConnection): void
  clearQueue(connection: AnyConnection): number
  /**
   * Plays recorded frames into the application, see `replay()`.
   *
   * @param target A connection; or the label of one, for an imported session.
   * @throws Error with what is wrong.
   */
  replay(target: AnyConnection | string, frames: readonly FrameRecord[], options?: ReplayOptions): Replay
  /** Called when a line or the offline state changed. */
  subscribe(listener: () => void): () => void
  dispose(): void
}
