import type { Connection, MessageListener, NotifyMode, Unsubscribe } from '../types'

/** Whatever hands out every message in order: a connection or a channel. */
export interface MessageSource<In> {
  readonly notify: NotifyMode
  onMessage(listener: MessageListener<In>): Unsubscribe
  on: Connection<In, never>['on']
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
