import type { Connection, SendResult } from './types'

/** The functions of a `useWebSocket` result; their identity never changes. */
export interface WebSocketActions<Out> {
  /** Sends on the current connection; `'dropped'` when there is none. */
  send(message: Out): SendResult
  /** Connects, or retries now. Also for `enabled: false`; lasts until `close()` or unmount. */
  open(): void
  /** Disconnects the connection, for all who share it, until somebody calls `open()` or `reconnect()`. */
  close(code?: number, reason?: string): void
  /** Replaces the socket now. */
  reconnect(): void
}

const NEEDS_PUSH = new Set(['closing', 'waiting', 'suspended', 'closed'])

/** What a component's user said last by hand; in force until the `enabled` option changes. */
export interface Intent {
  readonly enabled: boolean
  readonly isWanted: boolean
  /** Set by `close()`: demand goes on for this connection, so that its end is heard, and for no other. */
  readonly closed: object | null
}

/** Whether a component is to hold demand. */
export const isWantedBy = (intent: Intent | null, enabled: boolean, connection: object | null): boolean =>
  intent?.enabled === enabled ? intent.isWanted && (intent.closed ?? connection) === connection : enabled

export interface ActionsHost<In, Out> {
  connection(): Connection<In, Out> | null
  enabled(): boolean
  intent(): Intent | null
  setIntent(intent: Intent): void
}

/**
 * What a component may do to its connection, through functions that stay the same while the connection changes.
 *
 * @returns The functions, and what to call when the connection opens.
 */
export function createActions<In, Out>(host: ActionsHost<In, Out>): { actions: WebSocketActions<Out>; reopen(): void } {
  const isWanted = () => isWantedBy(host.intent(), host.enabled(), host.connection())
  const intend = (wanted: boolean, closed: object | null) =>
    host.setIntent({ enabled: host.enabled(), isWanted: wanted, closed })

  /** What `close()` said no longer holds: it was opened again, here or by somebody who shares it. */
  function reopen(): void {
    if (host.intent()?.closed) intend(true, null)
  }

  /** The demand held here bridges the time until the component holds its own; `connect()`'s would outlive it. */
  function withDemand(act: (connection: Connection<In, Out>) => void): void {
    if (!isWanted()) intend(true, null)
    reopen()
    const current = host.connection()
    const release = current?.retain()
    if (current) act(current)
    release?.()
  }

  const actions: WebSocketActions<Out> = {
    send: (message) => host.connection()?.send(message) ?? 'dropped',
    open: () =>
      withDemand((current) => {
        if (NEEDS_PUSH.has(current.getSnapshot().phase)) current.reconnect()
      }),
    close(code, reason) {
      const current = host.connection()
      current?.disconnect(code, reason)
      intend(isWanted(), current)
    },
    reconnect: () => withDemand((current) => current.reconnect()),
  }
  return { actions, reopen }
}
