import { createConnectionIn } from './connection'
import { platformHost } from './host'
import { baseUrl, realmSingleton, warnOfConflict } from './platform/realm'
import { conflictingOptions } from './policy/option-conflict'
import { identityOf } from './policy/url'
import type { ConnectionOptions } from './option-types'
import type { ConnectionRegistry, RegistryOptions } from './registry-types'
import type { Connection, ConnectionUrl } from './types'

type AnyConnection = Connection<unknown, unknown>
type AnyOptions = ConnectionOptions<unknown, unknown>

interface Entry {
  /** Its own again once its key went to other options. */
  identity: string | symbol
  readonly options: AnyOptions
  readonly reference: WeakRef<AnyConnection>
  /** Set while the connection is at work or listened to; at rest it lives only as long as somebody holds it. */
  held: AnyConnection | null
  readonly warned: Set<string>
}

const FIRST_SWEEP = 64

/** A set of shared connections, one for each key. Make your own to scope sharing: a test, a tenant, an application. */
export function createRegistry({ defaults = {} }: RegistryOptions = {}): ConnectionRegistry {
  /** By identity, which may hold secrets; a connection without one cannot be found, only disposed. */
  const byIdentity = new Map<string | symbol, Entry>()
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
          if (byIdentity.get(entry.identity) === entry) byIdentity.delete(entry.identity)
        },
      },
      url,
      options,
    )
    const entry: Entry = { identity, options, reference: new WeakRef(connection), held: null, warned: new Set() }
    byIdentity.set(identity, entry)
    return connection
  }

  /** Drops what the garbage collector took, at a cost that stays proportional to what was created. */
  function sweep(): void {
    if (byIdentity.size < sweepAt) return
    for (const [identity, { reference }] of byIdentity) if (!reference.deref()) byIdentity.delete(identity)
    sweepAt = FIRST_SWEEP + byIdentity.size * 2
  }

  function find(identity: string, given: AnyOptions): AnyConnection | undefined {
    const entry = byIdentity.get(identity)
    const connection = entry?.reference.deref()
    if (!entry || !connection) return undefined
    const names = conflictingOptions(entry.options, given).join(', ')
    if (!names) return connection
    // Used and at rest again: nobody is bound to the old options, so the new caller's count.
    if (!entry.held && connection.getSnapshot().url !== null) {
      entry.identity = Symbol('superseded')
      byIdentity.set(entry.identity, entry)
      return undefined
    }
    warnOfConflict(connection.key, names, entry.warned)
    return connection
  }

  function* entries(): Iterable<AnyConnection> {
    for (const { reference } of byIdentity.values()) {
      const connection = reference.deref()
      if (connection) yield connection
    }
  }

  return {
    connection<In, Out>(url: ConnectionUrl, given: ConnectionOptions<In, Out> & { share?: boolean | undefined } = {}) {
      const unsaid = Object.entries(defaults).filter(([name]) => given[name as keyof typeof given] === undefined)
      const options = { ...given, ...Object.fromEntries(unsaid) } as AnyOptions
      const identity = given.share === false ? null : identityOf(url, options, baseUrl())
      const found = identity === null ? undefined : find(identity, options)
      return (found ?? create(identity ?? Symbol('unshared'), url, options)) as Connection<In, Out>
    },
    entries,
    dispose() {
      for (const connection of [...entries()]) connection.dispose()
    },
  }
}

/** The registry of this realm, made when first asked for: one even when ESM and CJS copies are both loaded. */
export const getDefaultRegistry = (): ConnectionRegistry => realmSingleton('websocket-store/registry@0', createRegistry)
