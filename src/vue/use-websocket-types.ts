import type { MaybeRefOrGetter, ShallowRef } from 'vue'
import type {
  AnyCodec,
  CodecOption,
  Connection,
  ConnectionSnapshot,
  ConnectionUrl,
  IncomingOf,
  MessageFilter,
  MessageListener,
  OutgoingOf,
  PassedBy,
  RawCodec,
  RawIncoming,
  SubscriberOptions,
  Unsubscribe,
  WireData,
} from '../core'
import type { WebSocketActions } from '../core/binding/component-actions'
import type { SnapshotRefs } from './derived-refs'
import type { NullFor, UrlSource, UseConnectionOptions } from './use-connection-types'

export interface UseWebSocketOptions<
  In = RawIncoming,
  Out = WireData,
  Selected = In,
  Filter extends MessageFilter<In> = MessageFilter<In>,
  Position = unknown,
> extends UseConnectionOptions<In, Out, Position>,
    Omit<SubscriberOptions<In, Selected, Filter>, 'enabled'> {
  /** False: no demand, and `readyState` is UNINSTANTIATED. @default true */
  enabled?: MaybeRefOrGetter<boolean | undefined>
  /**
   * While a KeepAlive has the component deactivated: `'keep'` goes on as before; `'pause'` stops updating the refs, and
   * catches up on activation, while callbacks go on; `'release'` also gives up demand and callbacks.
   *
   * @default 'keep'
   */
  deactivated?: 'keep' | 'pause' | 'release'
}

export interface UseWebSocketResult<
  Selected = RawIncoming,
  Out = WireData,
  In = Selected,
  Position = unknown,
  NoConnection extends null = null,
  Passed = In,
> extends SnapshotRefs<ConnectionSnapshot<Selected>>,
    WebSocketActions<Out> {
  /** Null while there is no url. */
  readonly connection: Readonly<ShallowRef<Connection<In, Out, Position> | NoConnection>>
  /**
   * Every message that passes `filter`, in order, until the returned function is called or a scope ends: the one it is
   * called in, a component's for example, or the composable's.
   */
  onMessage(listener: MessageListener<Passed>): Unsubscribe
}

export interface UseWebSocket {
  /**
   * A connection's state and messages as shallow refs of this composable's own. `data` is the latest message and may skip
   * some; `onMessage` gets all of them.
   *
   * @param url Another string is another connection; an equal one, or an equal `URL`, is the same. A function that is
   *   to be called before each attempt comes in a getter, `() => askForUrl`, or in a ref. Null, undefined or '' for none yet.
   */
  (url: UrlSource<ConnectionUrl>): UseWebSocketResult<RawIncoming, WireData, RawIncoming, unknown, never>
  /**
   * A connection's state and messages as shallow refs of this composable's own. `data` is the latest message and may skip
   * some; `onMessage` gets all of them.
   *
   * @param url Another string is another connection; an equal one, or an equal `URL`, is the same. A function that is
   *   to be called before each attempt comes in a getter, `() => askForUrl`, or in a ref. Null, undefined or '' for none yet.
   */
  (url: UrlSource): UseWebSocketResult
  /**
   * A connection's state and messages as shallow refs of this composable's own. `data` is the latest message and may skip
   * some; `onMessage` gets all of them.
   *
   * @param url Another string is another connection; an equal one, or an equal `URL`, is the same. A function that is
   *   to be called before each attempt comes in a getter, `() => askForUrl`, or in a ref. Null, undefined or '' for none yet.
   * @param options The codec decides the types of messages, then `filter` when it is a type predicate, then `select`.
   */
  <
    C extends AnyCodec = RawCodec,
    Filter extends MessageFilter<IncomingOf<C>> = MessageFilter<IncomingOf<C>>,
    Selected = PassedBy<Filter, IncomingOf<C>>,
    Position = unknown,
    Source extends UrlSource = UrlSource,
  >(
    url: Source,
    options: (UseWebSocketOptions<IncomingOf<C>, OutgoingOf<C>, Selected, Filter, Position> & CodecOption<C>) | undefined,
  ): UseWebSocketResult<
    Selected,
    OutgoingOf<C>,
    IncomingOf<C>,
    Position,
    NullFor<Source>,
    PassedBy<Filter, IncomingOf<C>>
  >
}
