import { createConnectionIn } from '../connection/connection-facade'
import { platformHost, type ConnectionHost } from '../connection/host'
import { LiveOptions } from '../connection/live-options'
import { warnOfConflict } from '../connection/option-conflict'
import { baseUrl } from '../platform/page'
import { identityOf } from '../policy/identity'
import { createEmitter } from '../reactive/emitter'
import type { Connection, ConnectionOptions, OptionsHolder } from '../vocabulary/connection'
import type { ConnectionUrl } from '../vocabulary/events'
import type { ConnectionRegistry, RegistryOptions, ShareOption } from '../vocabulary/registry'

type AnyConnection = Connection<unknown, unknown>
type AnyHolder = OptionsHolder<unknown, unknown>

interface Entry {
  readonly reference: WeakRef<AnyConnection>
  /** Set while the connection is active or has listeners; at rest it lives only as long as somebody else refers to it. */
  held: AnyConnection | null
}

const FIRST_SWEEP = 64

/** Not in the entry, which outlives the connection: options refer to components. */
const optionsOf = /* @__PURE__ */ new WeakMap<AnyConnection, LiveOptions<unknown, unknown>>()

/** How a connection is made. */
type CreateConnection = (
  host: ConnectionHost,
  options: LiveOptions<unknown, unknown>,
  /** May hold secrets. A symbol where the connection is not shared. */
  identity: string | symbol,
) => AnyConnection

/** A set of shared connections, one for each key. Create your own to scope sharing: a test, a tenant, an application. */
export function createRegistry(options?: RegistryOptions): ConnectionRegistry
export function createRegistry(
  { defaults = {} }: RegistryOptions = {},
  createIn: CreateConnection = createConnectionIn,
  Options = LiveOptions<unknown, unknown>,
): ConnectionRegistry {
  /** By identity, which may hold secrets; a connection without one cannot be found, only disposed. */
  const byIdentity = new Map<string | symbol, Entry>()
  const created = createEmitter<[AnyConnection]>(platformHost.clock.reportError)
  let sweepAt = FIRST_SWEEP

  function create(identity: string | symbol, owner: AnyHolder | null, creator: AnyHolder | null): AnyConnection {
    sweep()
    const options = new Options(owner, creator, defaults)
    const connection: AnyConnection = createIn(
      {
        ...platformHost,
        onActivity(isActive) {
          entry.held = isActive ? connection : null
        },
        onDispose() {
          if (byIdentity.get(identity) === entry) byIdentity.delete(identity)
        },
      },
      options,
      identity,
    )
    const entry: Entry = { reference: new WeakRef(connection), held: null }
    optionsOf.set(connection, options)
    byIdentity.set(identity, entry)
    created.emit(connection)
    return connection
  }

  /** Removes entries whose connection was garbage collected, at a cost proportional to the number of connections created. */
  function sweep(): void {
    if (byIdentity.size < sweepAt) return
    for (const [identity, { reference }] of byIdentity) if (!reference.deref()) byIdentity.delete(identity)
    sweepAt = FIRST_SWEEP + byIdentity.size * 2
  }

  /** What it shares is decided by its holder alone, so a change of defaults cannot split it. */
  function identify({ url, options }: AnyHolder & { readonly options: ShareOption }): string | null {
    return options.share === false ? null : identityOf(url!, { ...defaults, ...definedIn(options) }, baseUrl())
  }

  function* entries(): Iterable<AnyConnection> {
    for (const { reference } of byIdentity.values()) {
      const connection = reference.deref()
      if (connection) yield connection
    }
  }

  /** A caller in code holds its options for as long as the connection is in use; an earlier caller's come first. */
  function join({ held }: Entry, connection: AnyConnection, owner: AnyHolder): AnyConnection {
    const options = optionsOf.get(connection)!
    const { owner: current } = options
    const isAtRest = !held && connection.getSnapshot().url !== null
    if (!current || isAtRest) options.setOwner(owner)
    else {
      warnOfConflict(connection, (name) => (current.options as Record<string, unknown>)[name], owner.options)
      options.setOwner({ ...current, options: { ...owner.options, ...definedIn(current.options) } })
    }
    return connection
  }

  return {
    connection<In, Out>(url: ConnectionUrl, options: ConnectionOptions<In, Out> & ShareOption = {}) {
      const owner = { url, options } as unknown as AnyHolder
      const identity = identify(owner)
      const entry = identity === null ? undefined : byIdentity.get(identity)
      const found = entry?.reference.deref()
      const connection = found ? join(entry!, found, owner) : create(identity ?? Symbol('unshared'), owner, null)
      return connection as unknown as Connection<In, Out>
    },
    acquire<In, Out>(holder: OptionsHolder<In, Out>) {
      const creator = holder as unknown as AnyHolder
      const identity = identify(creator)
      const entry = identity === null ? undefined : byIdentity.get(identity)
      const found = entry?.reference.deref()
      // Options of earlier components end at rest.
      if (found && !entry!.held && !optionsOf.get(found)!.isHeld()) optionsOf.get(found)!.reset(creator)
      return (found ?? create(identity ?? Symbol('unshared'), null, creator)) as unknown as Connection<In, Out>
    },
    entries,
    onConnection: (listener) => created.add(listener),
    dispose() {
      for (const connection of [...entries()]) connection.dispose()
    },
  }
}

/** The same, for connections of another kind. A name of its own, because programs give the first parameter only. */
export const createRegistryOf = createRegistry as (
  options: RegistryOptions | undefined,
  createIn: CreateConnection,
  Options: typeof LiveOptions<unknown, unknown>,
) => ConnectionRegistry

const definedIn = (options: object): object =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
