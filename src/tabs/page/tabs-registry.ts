import { facadeOf } from '../../core/connection/connection-facade'
import { emitFailure } from '../../core/connection/unheard-failures'
import { attached } from '../../core/features/attached'
import { watchPage } from '../../core/platform/ports'
import { createRegistryOf } from '../../core/registry/registry'
import type { ConnectionRegistry, RegistryOptions } from '../../core/vocabulary/registry'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import { isLeader, leaderSource, type TabsLeader } from './leader-source'
import type { AnyFunctions, Lend } from '../protocol/lending'
import { createRemoteHub } from './channels'
import { MirrorInterpreter } from './mirror-interpreter'
import { RemoteOptions } from './remote-options'
import { createRemoteReplies } from './requests'
import { createRemoteResponders } from './responders'
import { createShownPageCount } from './page-count'
import { createSession, type PageHost } from './session'
import type { WorkerSource } from './worker-link'

/** The connections of a page that live in a worker. */
export interface TabsRegistry extends ConnectionRegistry {
  /**
   * The number of pages that the worker serves now, this one included. Pages in the back-forward cache do not count. 0 until the first
   * connection is wanted and the worker has answered, while the worker fails, and after `dispose()`.
   */
  readonly pageCount: number
  /** Calls `listener` with each new `pageCount`. With React: `useSyncExternalStore(registry.onPageCount, () => registry.pageCount)`. */
  onPageCount(listener: (count: number) => void): Unsubscribe
}

export interface TabsOptions<F extends object = AnyFunctions> extends RegistryOptions {
  /**
   * Functions that the worker calls by name: `lent('token')` calls `token`. For what only a page has, such as the session of a
   * user. Give them in every page: any of them may be called.
   *
   * @default none
   */
  lend?: Lend<NoInfer<F>>
}

/**
 * A registry whose connections live in a worker, which all pages of an origin share: one socket, however many tabs. They behave
 * like those of `createRegistry()`.
 *
 * The worker runs `serve()` of `websocket-store/tabs/worker`, which gives the options that concern the server.
 *
 * What differs, as the worker decodes: `event.data` is the decoded message, `connection.socket` has no `binaryType`, and `queue.maxBytes`
 * counts an estimate of what is neither text nor bytes. `connectTimeoutMs` and `reconnect` of the page are for the worker: a page retries
 * one that fails. A page gets the messages of the server while it listens to them or shows the snapshot, and those of its channels always.
 *
 * @param worker The worker, or a function that starts it. The function is called when the first connection is wanted, so it may be
 * given where there are no workers, such as on a server. `{ leader: name }` needs no worker: one of the pages holds the connections.
 */
export const createTabsRegistry = <F extends object = AnyFunctions>(worker: WorkerSource | TabsLeader, options?: TabsOptions<F>): TabsRegistry =>
  createTabsRegistryIn({ watchPage }, isLeader(worker) ? leaderSource(worker, options) : worker, options as TabsOptions | undefined)

/** @param page The environment, so that tests can replace it. */
export function createTabsRegistryIn(page: PageHost, worker: WorkerSource, options: TabsOptions = {}): TabsRegistry {
  const pageCount = createShownPageCount()
  const session = createSession(page, worker, { lend: options.lend ?? {}, onPageCount: pageCount.set })
  const create: Parameters<typeof createRegistryOf>[1] = (host, given, identity) => {
    const line = session.line({ on: (event) => inside.dispatch(event as never), onError: (error) => emitFailure(inside, error) })
    const inside: MirrorInterpreter = new MirrorInterpreter(host, given, line, typeof identity === 'string' ? identity : null)
    const connection = facadeOf(inside)
    // Features look for what they keep here: these replace their own.
    inside.replies = attached(connection, 'replies', () => createRemoteReplies(connection, line.post))
    const responders = (inside.responders = createRemoteResponders(connection, line.post))
    attached(connection, 'responders', () => responders.add)
    inside.channels = attached(connection, 'channels', () => createRemoteHub(connection, inside, line.post))
    return connection
  }
  const registry = createRegistryOf(options, create, RemoteOptions)
  return {
    ...registry,
    get pageCount() {
      return pageCount.latest()
    },
    onPageCount: pageCount.onChange,
    dispose() {
      registry.dispose()
      session.end()
    },
  }
}
