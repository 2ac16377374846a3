import type { ConnectionOptions } from './option-types'
import type { Connection, ConnectionUrl, RawIncoming, WireData } from './types'

export interface RegistryOptions {
  /** Given to each new connection, below the options of its first caller. */
  defaults?: Partial<ConnectionOptions<unknown, unknown>>
}

/** Shared connections by key. */
export interface ConnectionRegistry {
  /**
   * The shared connection for that url and those options, created passive when new. `share: false` makes one of its own,
   * which the registry only disposes.
   */
  connection<In = RawIncoming, Out = WireData>(
    url: ConnectionUrl,
    options?: ConnectionOptions<In, Out> & { readonly share?: boolean | undefined },
  ): Connection<In, Out>
  entries(): Iterable<Connection<unknown, unknown>>
  /** Disposes every connection. The registry can be used again. */
  dispose(): void
}
