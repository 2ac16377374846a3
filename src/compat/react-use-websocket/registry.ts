import { realmSingleton } from '../../core/platform/singleton'
import { createRegistry } from '../../core/registry/registry'
import type { ConnectionRegistry } from '../../core/vocabulary/registry'

/** Options that no component names, such as those that this package's own hooks would turn on. */
const defaults = { reconnect: false }

/** A socket and a stream may have the same url. `addresses` find out the results of url functions. */
const KINDS = ['sockets', 'streams', 'addresses'] as const

/** The shared connections. */
export const sharedConnections = (kind: (typeof KINDS)[number]): ConnectionRegistry =>
  realmSingleton(`websocket-store/compat/${kind}@0`, () => createRegistry({ defaults }))

/**
 * Closes shared connections, for tests: components that are still mounted do not connect again.
 *
 * @param url Only connections to this address. @default all
 */
export function resetGlobalState(url?: string): void {
  for (const kind of KINDS)
    for (const connection of [...sharedConnections(kind).entries()])
      if (!url || withoutScheme(connection.getSnapshot().url ?? '') === withoutScheme(url)) connection.dispose()
}

const withoutScheme = (url: string): string => url.replace(/^\w+:\/\/|\/$/g, '')
