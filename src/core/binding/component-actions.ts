import type { Connection } from '../vocabulary/connection'
import type { SendResult } from '../vocabulary/events'

/** The functions of a `useWebSocket` result; their identity never changes. */
export interface WebSocketActions<Out> {
  /** Sends on the current connection; `'dropped'` when there is none. */
  send(message: Out): SendResult
  /** Connects, or retries now. Also for `enabled: false`; lasts until `close()` or unmount. */
  open(): void
  /**
   * Disconnects the connection, for all components that share it, until one of them calls `open()` or `reconnect()`.
   *
   * @param code An event counts as none, so that `close` can be an event handler: `onClick={close}`.
   */
  close(code?: number | { readonly type: string }, reason?: string): void
  /** Replaces the socket now. */
  reconnect(): void
}

/** The last `open()` or `close()` of a component. In force until the `enabled` option changes. */
export interface Intent {
  readonly enabled: boolean
  /** Set by `close()`: the component still gets the events of this connection, and of no other. */
  readonly closed: object | null
}

/** A component, as of its last render. */
export interface ComponentState<In, Out> {
  readonly connection: Connection<In, Out> | null
  readonly enabled: boolean
  readonly intent: Intent | null
}

/** Whether a component is to hold demand. */
export const isWantedBy = <In, Out>({ connection, enabled, intent }: ComponentState<In, Out>): boolean =>
  intent?.enabled === enabled ? (intent.closed ?? connection) === connection : enabled

/**
 * What a component may do to its connection, through functions that stay the same while the connection changes.
 *
 * @returns The functions, and what to call when the connection opens.
 */
export function createActions<In, Out>(
  latest: () => ComponentState<In, Out>,
  setIntent: (intent: Intent) => void,
): { actions: WebSocketActions<Out>; reopen(): void } {
  const intend = (closed: object | null) => setIntent({ enabled: latest().enabled, closed })

  /** Ends the effect of `close()`: the connection was opened again, by this or by another component. */
  function reopen(): void {
    if (latest().intent?.closed) intend(null)
  }

  /** The demand held here bridges the time until the component holds its own; `connect()`'s would outlive it. */
  function withDemand(act: (connection: Connection<In, Out>) => void): void {
    if (isWantedBy(latest())) reopen()
    else intend(null)
    const { connection } = latest()
    const release = connection?.retain()
    if (connection) act(connection)
    release?.()
  }

  const actions: WebSocketActions<Out> = {
    send: (message) => latest().connection?.send(message) ?? 'dropped',
    open: () =>
      withDemand((connection) => {
        const { readyState } = connection.getSnapshot()
        if (readyState > 1) connection.reconnect() // CLOSING, or CLOSED, which waiting is too
      }),
    close(code, reason) {
      const { connection } = latest()
      if (typeof code === 'number') connection?.disconnect(code, reason)
      else connection?.disconnect()
      if (isWantedBy(latest())) intend(connection)
    },
    reconnect: () => withDemand((connection) => connection.reconnect()),
  }
  return { actions, reopen }
}
