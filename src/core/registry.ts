import { createConnectionIn } from './connection'
import { platformHost } from './host'
import { baseUrl, realmSingleton, warn, weakly } from './platform/realm'
import { conflictingOptions } from './policy/option-conflict'
import { identityOf } from './policy/url'
import type { ConnectionOptions } from './option-types'
import type { ConnectionRegistry, RegistryOptions } from './registry-types'
import type { Connection, ConnectionUrl } from './types'

type AnyConnection = Connection<unknown, unknown>
type AnyOptions = ConnectionOptions<unknown, unknown>

interface Entry {
  readonly options: AnyOptions
  readonly get: () => AnyConnection | undefined
  /** Set while the connection is at work or listened to; at rest it lives only as long as somebody holds it. */
  held: AnyConnection | null
  readonly warnings: Set<string>
}

const FIRST_SWEEP = 64

/** A set of shared connections, one for each key. Make your own to scope sharing: a test, a tenant, an application. */
export function createRegistry({ defaults = {} }: RegistryOptions = {}): ConnectionRegistry {
  /** By identity, which may hold secrets; a connection without one cannot be found, only disposed. */
  const entries = new Map<string | symbol, Entry>()
  let sweepAt = FIRST_SWEEP

  function create(identity: string | symbol, url: ConnectionUrl, options: AnyOptions): AnyConnection {
    sweep()
    const connection: AnyConnection = createConnectionIn<unknown, unknown>(
      {
        ...platformHost,
        onActivity(isActive) {
          entry.held = isActive ? connection : null
        },
        onDispose() {
          if (entries.get(identity) === entry) entries.delete(identity)
        },
      },
      url,
      options,
    )
    const entry: Entry = { options, get: weakly(connection), held: null, warnings: new Set() }
    entries.set(identity, entry)
    return connection
  }

  /** Drops what the garbage collector took, at a cost that stays proportional to what was created. */
  function sweep(): void {
    if (entries.size < sweepAt) return
    for (const [identity, entry] of entries) if (!entry.get()) entries.delete(identity)
    sweepAt = Math.max(FIRST_SWEEP, entries.size * 2)
  }

  function find(identity: string, given: AnyOptions): AnyConnection | undefined {
    const entry = entries.get(identity)
    const connection = entry?.get()
    if (!entry || !connection) return undefined
    const conflicts = conflictingOptions(entry.options, given)
    if (conflicts.length === 0) return connection
    const { phase, url } = connection.getSnapshot()
    // Used and at rest again: nobody is bound to the old options, so the new caller's count.
    if (phase === 'idle' && url !== null && !entry.held) return undefined
    const names = conflicts.join(', ')
    if (!entry.warnings.has(names))
      warn(
        `${connection.key} is shared and already has other options: ${names}. The first caller's are in force. ` +
          'Give both the same options, or another `key`.',
      )
    entry.warnings.add(names)
    return connection
  }

  return {
    connection<In, Out>(url: ConnectionUrl, given: ConnectionOptions<In, Out> & { share?: boolean | undefined } = {}) {
      const options = { ...defaults, ...given } as AnyOptions
      const identity = given.share === false ? null : identityOf(url, options, baseUrl())
      const connection =
        identity === null
          ? create(Symbol('unshared'), url, options)
          : (find(identity, options) ?? create(identity, url, options))
      return connection as Connection<In, Out>
    },
    *entries() {
      for (const entry of entries.values()) {
        const connection = entry.get()
        if (connection) yield connection
      }
    },
    dispose() {
      for (const entry of [...entries.values()]) entry.get()?.dispose()
    },
  }
}

/** The registry of this realm, made when first asked for: one even when ESM and CJS copies are both loaded. */
export const getDefaultRegistry = (): ConnectionRegistry => realmSingleton('websocket-store/registry@0', createRegistry)
