import type { AnyCodec, CodecOf, CodecOption, IncomingOf, MessageFilter, OutgoingOf, PassedBy, RawCodec } from './inference'
import type { ConnectionOptions } from './connection'
import type { ConnectionRegistry } from './registry'
import type { SubscriberOptions } from './subscriber'

/** Options of a connection and of the component that uses it. */
export interface DefinedOptions<In, Out, Selected, Filter extends MessageFilter<In>, Position>
  extends ConnectionOptions<In, Out, Position>,
    SubscriberOptions<In, Selected, Filter> {
  /** False: a connection of the caller's own. @default true */
  share?: boolean
  /** @default the provider's or application's, else the default registry */
  registry?: ConnectionRegistry
}

/**
 * Returns the same options, with their types inferred and unknown names refused. For options that are kept outside the
 * component: `useWebSocket`, `useConnection`, `createConnection` and `registry.connection` take them as they are.
 */
export function defineOptions<
  C extends AnyCodec = RawCodec,
  Filter extends MessageFilter<IncomingOf<C>> = MessageFilter<IncomingOf<C>>,
  Selected = PassedBy<Filter, IncomingOf<C>>,
  Position = unknown,
>(
  options: DefinedOptions<IncomingOf<C>, OutgoingOf<C>, Selected, Filter, Position> & CodecOption<C>,
): DefinedOptions<IncomingOf<C>, OutgoingOf<C>, Selected, Filter, Position> & CodecOf<C> {
  return options as typeof options & CodecOf<C>
}
