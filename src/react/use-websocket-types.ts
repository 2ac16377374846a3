import type {
  AnyCodec,
  CodecOption,
  Connection,
  ConnectionSnapshot,
  ConnectionUrl,
  IncomingOf,
  MessageFilter,
  OutgoingOf,
  PassedBy,
  RawCodec,
  RawIncoming,
  SubscriberOptions,
  WireData,
} from '../core'
import type { WebSocketActions } from '../core/binding/component-actions'
import type { NullFor, OptionalUrl, UseConnectionOptions } from './use-connection-types'

export interface UseWebSocketOptions<
  In = RawIncoming,
  Out = WireData,
  Selected = In,
  Filter extends MessageFilter<In> = MessageFilter<In>,
  Position = unknown,
> extends UseConnectionOptions<In, Out, Position>,
    Omit<SubscriberOptions<In, Selected, Filter>, 'enabled'> {
  /** False: no demand, and `readyState` is UNINSTANTIATED. @default true */
  enabled?: boolean
}

export interface UseWebSocketResult<
  Selected = RawIncoming,
  Out = WireData,
  In = Selected,
  Position = unknown,
  NoConnection extends null = null,
> extends ConnectionSnapshot<Selected>,
    WebSocketActions<Out> {
  /** Null while there is no url. */
  readonly connection: Connection<In, Out, Position> | NoConnection
}

export interface UseWebSocket {
  /**
   * A connection's state and messages. The component renders only for the fields that it, or a child within the same
   * render, reads: one that takes `readyState` and `send` never renders for a message. Event handlers and effects read the
   * latest. Pass fields on to children, not the result: it belongs to this render. `data` is the latest message and may
   * skip some; `onMessage` gets all of them.
   *
   * @param url Another string is another connection. A function is called before each attempt, and an inline one is fine.
   *   Null, undefined or '' for none yet.
   */
  (url: ConnectionUrl): UseWebSocketResult<RawIncoming, WireData, RawIncoming, unknown, never>
  /**
   * A connection's state and messages. The component renders only for the fields that it, or a child within the same
   * render, reads: one that takes `readyState` and `send` never renders for a message. Event handlers and effects read the
   * latest. Pass fields on to children, not the result: it belongs to this render. `data` is the latest message and may
   * skip some; `onMessage` gets all of them.
   *
   * @param url Another string is another connection. A function is called before each attempt, and an inline one is fine.
   *   Null, undefined or '' for none yet.
   */
  (url: OptionalUrl): UseWebSocketResult
  /**
   * A connection's state and messages. The component renders only for the fields that it, or a child within the same
   * render, reads: one that takes `readyState` and `send` never renders for a message. Event handlers and effects read the
   * latest. Pass fields on to children, not the result: it belongs to this render. `data` is the latest message and may
   * skip some; `onMessage` gets all of them.
   *
   * @param url Another string is another connection. A function is called before each attempt, and an inline one is fine.
   *   Null, undefined or '' for none yet.
   * @param options The codec decides the types of messages, then `filter` when it is a type predicate, then `select`.
   */
  <
    C extends AnyCodec = RawCodec,
    Filter extends MessageFilter<IncomingOf<C>> = MessageFilter<IncomingOf<C>>,
    Selected = PassedBy<Filter, IncomingOf<C>>,
    Position = unknown,
    Url extends OptionalUrl = OptionalUrl,
  >(
    url: Url,
    options: (UseWebSocketOptions<IncomingOf<C>, OutgoingOf<C>, Selected, Filter, Position> & CodecOption<C>) | undefined,
  ): UseWebSocketResult<Selected, OutgoingOf<C>, IncomingOf<C>, Position, NullFor<Url>>
}
