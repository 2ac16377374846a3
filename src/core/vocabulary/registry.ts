import type { Connection, ConnectionOptions, OptionsHolder } from './connection'
import type { ConnectionUrl } from './events'
import type { AnyCodec, CodecOption, IncomingOf, OutgoingOf, RawCodec } from './inference'
import type { Unsubscribe } from './wire'

export interface RegistryOptions {
  /** Used for each option that no holder names. */
  defaults?: Partial<ConnectionOptions<unknown, unknown>>
}

/** Decides whether a connection is shared. */
export interface ShareOption {
  /** False: a connection of the caller's own, which the registry only disposes. @default true */
  readonly share?: boolean | undefined
}

/** Shared connections by key. */
export interface ConnectionRegistry {
  /** The shared connection for that url; created passive when there is none. Its messages are raw. */
  connection(url: ConnectionUrl): Connection
  /** The shared connection for that url and those options; created passive when there is none. */
  connection<C extends AnyCodec = RawCodec, Position = unknown>(
    url: ConnectionUrl,
    options: (ConnectionOptions<IncomingOf<C>, OutgoingOf<C>, Position> & CodecOption<C> & ShareOption) | undefined,
  ): Connection<IncomingOf<C>, OutgoingOf<C>, Position>
  /**
   * The same, for bindings to frameworks: the holder's options are used until somebody calls `holdOptions()`, as the
   * component does when it is mounted.
   */
  acquire<In, Out>(holder: OptionsHolder<In, Out> & { readonly options: ShareOption }): Connection<In, Out>
  entries(): Iterable<Connection<unknown, unknown>>
  /** Calls `listener` with each connection that is created from now on, before anybody uses it. */
  onConnection(listener: (connection: Connection<unknown, unknown>) => void): Unsubscribe
  /** Disposes every connection. The registry can be used again. */
  dispose(): void
}
