import type { ConnectionError } from './errors'
import type { MessageFilter, PassedBy } from './inference'
import type { CloseInfo, EventLike, MessageEventLike } from './wire'

export interface OpenInfo {
  readonly isReconnect: boolean
  readonly isLateJoin: boolean
}

/** Options of one component. They never conflict between components that share a connection. */
export interface SubscriberOptions<In, Selected = In, Filter extends MessageFilter<In> = MessageFilter<In>> {
  /** False: no demand, and `readyState` is UNINSTANTIATED. @default true */
  enabled?: boolean
  /**
   * Only messages that pass become `data` and reach `onMessage`. A new filter judges the latest message again. A type
   * predicate narrows their type for `select` and `onMessage` below it.
   */
  filter?: Filter
  /** Derives `data` from a message. @default the message */
  select?(message: PassedBy<Filter, In>): Selected
  /** Called on each open; also when the component joins an open connection, with `isLateJoin`. */
  onOpen?(event: EventLike, info: OpenInfo): void
  onMessage?(message: PassedBy<Filter, In>, event: MessageEventLike): void
  onClose?(close: CloseInfo, event: EventLike | null): void
  onError?(error: ConnectionError): void
}
