import type { Connection } from '../vocabulary/connection'
import type { ConnectionSnapshot, KeptMessage, MessageListener, NotifyMode } from '../vocabulary/events'
import type { Interest } from '../vocabulary/message-view'
import type { Unsubscribe } from '../vocabulary/wire'

/** Emits every message in order: a connection or a channel. */
export interface MessageSource<In> {
  readonly notify: NotifyMode
  /** Messages from before, oldest first. */
  readonly history?: readonly KeptMessage<In>[]
  /** Calls `listener` when there is a history of before, which is not there from the start. */
  onHistory?(listener: () => void): Unsubscribe
  onMessage(listener: MessageListener<In>): Unsubscribe
  on: Connection<In, never>['on']
}

/** Where a channel keeps its connection. By name, so that an ESM and a CJS copy share it. */
export const CONNECTION = Symbol.for('websocket-store/connection')

/** The state of the connection behind a source; undefined for a source that a user wrote without one. */
export function connectionStateOf<In>(source: MessageSource<In>): ConnectionSnapshot | undefined {
  const { [CONNECTION]: connection = source } = source as { readonly [CONNECTION]?: Partial<Connection<In, never>> }
  return (connection as Partial<Connection<In, never>>).getSnapshot?.()
}

/** Calls `take` with what `interest` selects of a message that passes its filter. */
export function takeFrom<In, Selected>(
  message: In,
  { filter, select }: Interest<In, Selected>,
  take: (selected: Selected) => void,
): void {
  if (filter?.(message) !== false) take(select ? select(message) : (message as unknown as Selected))
}
