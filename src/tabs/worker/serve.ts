import { systemClock } from '../../core/platform/clock'
import { acceptPorts, type PortLike } from '../../core/platform/ports'
import { tryTo } from '../../core/policy/try-to'
import { createRegistry } from '../../core/registry/registry'
import type { ConnectionOptions } from '../../core/vocabulary/connection'
import type { ConnectionProtocols, ConnectionUrl } from '../../core/vocabulary/events'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import type { ConnectionRegistry, ShareOption } from '../../core/vocabulary/registry'
import type { AnyFunctions, Lent } from '../protocol/lending'
import { proveLife } from '../protocol/life'
import { createLending } from './lending'
import { createLocator } from './location'
import { acceptPage, type FindServed } from './page'
import { createPageCount } from './page-count'
import { createServed, type AnyConnection, type Served } from './served'

/**
 * The options of a connection that lives in a worker. Messages have any type here: pass what `defineOptions()` returns to have those of
 * the codec checked.
 */
export type ServedOptions = ConnectionOptions<unknown, unknown> & {
  /** What is dialled instead of the url of the page: a function that adds a token, for example. */
  url?: ConnectionUrl
}

/** What else is known of a connection that pages want. */
export interface ServedPage<F extends object = AnyFunctions> {
  /** The `key` that the pages share the connection by. */
  readonly key: string | undefined
  /**
   * Calls a function that the pages lend: `await lent('token')`. Pass a type for its names and results:
   * `serve((url, { lent }: ServedPage<{ token(): Promise<string> }>) => …)`.
   */
  readonly lent: Lent<F>
}

export interface ServeSettings {
  /** How long a call of a function that a page lends may take, in ms. Then it rejects. @default 30_000 */
  lentTimeoutMs?: number
}

const LENT_TIMEOUT_MS = 30_000

/** Chooses the options of a connection. */
export type OptionsFor = (url: string, page: ServedPage) => ServedOptions

/** A copy whose getters are still getters: options are live. The worker finds shared connections itself. */
function ownOptions(options: ServedOptions, protocols: ConnectionProtocols | undefined): ConnectionOptions<unknown, unknown> {
  const given: ConnectionOptions<unknown, unknown> & ShareOption = { ...(protocols && { protocols }), share: false }
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(given), ...Object.getOwnPropertyDescriptors(options), share: { value: false } })
}

/** The connections of a worker. */
export interface Server {
  /** Serves one more page. Shared and dedicated workers do this by themselves. */
  connect(port: PortLike): Unsubscribe
  /**
   * Calls the function that was given to `serve()` again for each connection, and puts its options in force: a heartbeat at once, most others
   * with their next use, as with `setOptions()` of a connection. A url that is no function stays. When the function throws, its error is
   * reported and the options stay.
   */
  optionsChanged(): void
  /** Disconnects all pages. */
  stop(): void
}

/**
 * Serves the pages that connect to this worker. To be called once, when the module of the worker is loaded.
 *
 * @param optionsFor The options of the connection to a url, which a page gives: codec, handshake, heartbeat, channels, requests. The url
 * is empty where the pages have a function, which they run for each attempt: see `key`.
 */
export function serve<F extends object = AnyFunctions>(optionsFor: (url: string, page: ServedPage<F>) => ServedOptions, settings?: ServeSettings): Server {
  let releaseLock: Unsubscribe = () => {}
  const lock = new Promise<string>((held) => (releaseLock = proveLife(held)))
  const server = createServer(createRegistry(), optionsFor, settings, lock)
  const stopAccepting = acceptPorts(server.connect)
  return {
    connect: server.connect,
    optionsChanged: server.optionsChanged,
    stop() {
      stopAccepting()
      server.stop()
      releaseLock()
    },
  }
}

/**
 * @param registry Holds the connections. Disposed by `stop()`.
 * @param lock Proves to pages that the worker lives, see `proveLife`.
 */
export function createServer(
  registry: ConnectionRegistry,
  optionsFor: OptionsFor,
  { lentTimeoutMs = LENT_TIMEOUT_MS }: ServeSettings = {},
  lock?: Promise<string>,
): Server {
  const shared = new Map<string, Served>()
  const pages = new Set<Unsubscribe>()
  /** For each connection that is used. */
  const refreshes = new Set<() => void>()
  const parts = { pageCount: createPageCount(), lending: createLending(lentTimeoutMs), lock }

  const find: FindServed = ({ identity, key, url: given, protocols }) => {
    const known = identity === null ? undefined : shared.get(identity)
    if (known) return { served: known, isNew: false }
    const leases = () => [...(served?.leases ?? [])]
    let served: Served | null = null
    const page: ServedPage = { key, lent: parts.lending.lentTo(() => leases().map(({ page }) => page)) }
    let options = optionsFor(given ?? '', page)
    // With a key, a page may have another url by the next attempt.
    const isLocated = given === null || protocols === null || key !== undefined
    const locate = createLocator(leases)
    const dialled: ConnectionUrl = (context) => {
      const { url } = options
      if (url === undefined) return isLocated ? locate(context).then(({ url }) => url) : given
      return typeof url === 'function' ? url(context) : url
    }
    const offered: ConnectionProtocols | undefined = isLocated ? (context) => locate(context).then(({ protocols: named }) => named ?? []) : protocols
    const isFixed = !isLocated && typeof options.url !== 'function'
    const connection = registry.connection(isFixed ? (options.url ?? given) : dialled, ownOptions(options, offered) as never) as unknown as AnyConnection
    const refresh = () => {
      options = optionsFor(given ?? '', page)
      connection.setOptions(ownOptions(options, offered))
    }
    refreshes.add(refresh)
    const made = (served = createServed(connection, () => {
      refreshes.delete(refresh)
      if (identity !== null && shared.get(identity) === made) shared.delete(identity)
    }))
    if (identity !== null) shared.set(identity, made)
    return { served: made, isNew: true }
  }

  function connect(port: PortLike): Unsubscribe {
    const stop = acceptPage(port, find, parts)
    pages.add(stop)
    return () => {
      if (pages.delete(stop)) stop()
    }
  }

  return {
    connect,
    optionsChanged: () => refreshes.forEach((refresh) => tryTo(refresh, systemClock.reportError)),
    stop() {
      for (const stop of pages) stop()
      pages.clear()
      registry.dispose()
    },
  }
}
