import type { WebSocketActions } from './hook-types'
import type { Connection } from './types'

const NEEDS_PUSH = new Set(['closing', 'waiting', 'suspended', 'closed'])

/**
 * What a component may do to its connection, through functions that stay the same while the connection changes.
 *
 * @param demand Makes the component hold demand from now on.
 */
export function createActions<In, Out>(
  connection: () => Connection<In, Out> | null,
  demand: () => void,
): WebSocketActions<Out> {
  /** The demand held here bridges the time until the component holds its own; `connect()`'s would outlive it. */
  function withDemand(act: (connection: Connection<In, Out>) => void): void {
    demand()
    const current = connection()
    const release = current?.retain()
    if (current) act(current)
    release?.()
  }

  return {
    send: (message) => connection()?.send(message) ?? 'dropped',
    open: () =>
      withDemand((current) => {
        if (NEEDS_PUSH.has(current.getSnapshot().phase)) current.reconnect()
      }),
    close: (code, reason) => connection()?.disconnect(code, reason),
    reconnect: () => withDemand((current) => current.reconnect()),
  }
}
