import type { Connection, ConnectionOptions } from '../vocabulary/connection'
import type { ConnectionUrl } from '../vocabulary/events'
import type { AnyCodec, CodecOption, IncomingOf, OutgoingOf, RawCodec } from '../vocabulary/inference'
import { createConnectionIn } from './connection-facade'
import { platformHost } from './host'
import { LiveOptions } from './live-options'

/**
 * A private connection. Passive: nothing dials before `connect()` or `retain()`. An invalid url is reported then, as a closed
 * connection with the reason in `error`.
 */
export function createConnection(url: ConnectionUrl): Connection
/**
 * A private connection. Passive: nothing dials before `connect()` or `retain()`. An invalid url is reported then, as a closed
 * connection with the reason in `error`.
 *
 * @param options The codec decides the types of messages.
 */
export function createConnection<C extends AnyCodec = RawCodec, Position = unknown>(
  url: ConnectionUrl,
  options: (ConnectionOptions<IncomingOf<C>, OutgoingOf<C>, Position> & CodecOption<C>) | undefined,
): Connection<IncomingOf<C>, OutgoingOf<C>, Position>
export function createConnection(
  url: ConnectionUrl,
  options: ConnectionOptions<unknown, unknown> = {},
): Connection<unknown, unknown> {
  return createConnectionIn(platformHost, new LiveOptions({ url, options }, null, {}))
}
