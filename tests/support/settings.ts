import { withDefaults, type Settings } from '../../src/core/policy/defaults'
import type { ConnectionOptions } from '../../src/core/vocabulary/connection'

const NAMES = [
  ...['codec', 'binaryType', 'connectTimeoutMs', 'handshakeTimeoutMs', 'reconnect', 'heartbeat', 'queue'],
  ...['lingerMs', 'closeTimeoutMs', 'lifecycle', 'notify', 'history'],
] as (keyof Settings<unknown, unknown>)[]

/** The options, with defaults for all missing ones. */
export const settingsOf = (options: ConnectionOptions<unknown, unknown>): Settings<unknown, unknown> =>
  Object.fromEntries(NAMES.map((name) => [name, withDefaults(name, options[name])])) as unknown as Settings<unknown, unknown>
