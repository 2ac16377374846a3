import type { Connection } from '../vocabulary/connection'
import type { ConnectionSnapshot, MessageListener, NotifyMode } from '../vocabulary/events'
import type { Unsubscribe } from '../vocabulary/wire'

/** Whatever hands out every message in order: a connection or a channel. */
export interface MessageSource<In> {
  readonly notify: NotifyMode
  onMessage(listener: MessageListener<In>): Unsubscribe
  on: Connection<In, never>['on']
}

/** Where a channel keeps its connection. By name, so that an ESM and a CJS copy find the same. */
export const CONNECTION = Symbol.for('websocket-store/connection')

/** The state of the connection behind a source, which may be one of the user's own that has none. */
export function connectionStateOf<In>(source: MessageSource<In>): ConnectionSnapshot | undefined {
  const { [CONNECTION]: connection = source } = source as { readonly [CONNECTION]?: Partial<Connection<In, never>> }
  return (connection as Partial<Connection<In, never>>).getSnapshot?.()
}

/** Which messages of a source are of interest, and what of them. */
export interface Interest<In, Selected = In> {
  /** Only messages that pass are taken. */
  filter?(message: In): boolean
  /** What is taken of each. @default the message */
  select?(message: In): Selected
}

/** Hands on what is of interest; the interest may change with every message. */
export const listenTo = <In, Selected>(
  source: MessageSource<In>,
  interest: () => Interest<In, Selected>,
  take: (selected: Selected) => void,
): Unsubscribe =>
  source.onMessage((message) => {
    const { filter, select } = interest()
    if (filter?.(message) !== false) take(select ? select(message) : (message as unknown as Selected))
  })
