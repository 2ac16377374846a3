import type { Connection } from '../vocabulary/connection'
import type { ConnectionUrl } from '../vocabulary/events'
import type { ConnectionOptions } from '../vocabulary/options'
import type { RawIncoming, WireData } from '../vocabulary/wire'
import { createConnectionIn } from './connection-facade'
import { platformHost } from './host'
import { LiveOptions } from './live-options'

/**
 * A private connection. Passive: nothing dials before `connect()` or `retain()`. An invalid url is reported then, as a closed
 * connection with the reason in `error`.
 */
export function createConnection<In = RawIncoming, Out = WireData>(
  url: ConnectionUrl,
  options: ConnectionOptions<In, Out> = {},
): Connection<In, Out> {
  return createConnectionIn(platformHost, new LiveOptions({ url, options }, null, {}))
}
