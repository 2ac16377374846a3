import type { AnyConnection } from '../../core/vocabulary/tap'

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

/** What the panel does to connections. Everything ends with `dispose()`. */
export interface Actions {
  /** The connections of the registry now. */
  connections(): readonly AnyConnection[]
  /** The socket is lost, without a close frame: 1006. */
  cut(connection: AnyConnection): void
  /** The server closes with that code and reason. */
  close(connection: AnyConnection, code: number, reason: string): void
  /** All connections lose their sockets, and no dial succeeds, until it is false again. */
  readonly isOffline: boolean
  setOffline(isOffline: boolean): void
  line(connection: AnyConnection): LineConditions
  setLine(connection: AnyConnection, conditions: Partial<LineConditions>): void
  /** Sends the text of a frame, as JSON through the codec where it has one. @throws Error with what is wrong. */
  send(connection: AnyConnection, text: string): void
  /** Delivers a frame as if the server had sent it. @throws Error when the connection is not open. */
  inject(connection: AnyConnection, text: string): void
  resubscribe(connection: AnyConnection, channelKey: string): void
  reconnect(connection: AnyConnection): void
  clearQueue(connection: AnyConnection): number
  /** Called when a line or the offline state changed. */
  subscribe(listener: () => void): () => void
  dispose(): void
}
