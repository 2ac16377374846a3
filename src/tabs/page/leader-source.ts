import type { PortLike } from '../../core/platform/ports'
import type { RegistryOptions } from '../../core/vocabulary/registry'
import type { joinElection } from '../leader/join-election'
import type { OptionsFor } from '../worker/serve'
import { createLazyPort } from './lazy-port'

/**
 * Pages without a worker: one of them is elected, and holds the connections of all. When it closes, freezes or stops to work, another
 * one continues, as after a reconnect. Its code is loaded when the first connection is wanted.
 */
export interface TabsLeader {
  /**
   * Names the group of pages. All pages of the origin that use the same name share the connections, so they must serve the same
   * options.
   */
  readonly leader: string
  /**
   * The options of the connection to a url, as for `serve()` in a worker. Called in the page that is the leader.
   *
   * @default the `defaults` of the registry
   */
  readonly serve?: OptionsFor
}

export const isLeader = (worker: object): worker is TabsLeader => 'leader' in worker

/**
 * Joins the election when it is first called. After the port was closed, the next call joins again.
 *
 * @param platformOf So that tests can replace the browser.
 */
export function leaderSource(
  { leader, serve }: TabsLeader,
  options: RegistryOptions | undefined,
  platformOf?: Parameters<typeof joinElection>[2],
): () => { readonly port: PortLike } {
  const optionsFor = serve ?? (() => options?.defaults ?? {})
  let joined: { readonly port: PortLike } | null = null
  return () => {
    if (joined) return joined
    // Pages with a worker do not need it.
    const port = createLazyPort(async () => (await import('../leader/join-election')).joinElection(leader, optionsFor, platformOf))
    const leave = () => {
      joined = null
      port.close()
    }
    // Closed by the other end: it could not be loaded. The next call tries again.
    port.addEventListener('close', leave)
    return (joined = { port: { ...port, close: leave } })
  }
}
