import { createConnectionIn } from './connection'
import { platformHost } from './host'
import type { ConnectionOptions } from './option-types'
import type { Connection, ConnectionUrl, RawIncoming, WireData } from './types'

/**
 * A private connection. Passive: nothing dials before `connect()` or `retain()`, and a url that is wrong shows then, as
 * a closed connection with the reason in `error`.
 */
export function createConnection<In = RawIncoming, Out = WireData>(
  url: ConnectionUrl,
  options: ConnectionOptions<In, Out> = {},
): Connection<In, Out> {
  return createConnectionIn(platformHost, url, options)
}
