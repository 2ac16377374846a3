import type { AnyConnection } from '../../../src/core/vocabulary/tap'
import { GOOD_LINE, type Actions, type LineConditions } from '../../../src/devtools/actions/types'

export interface FakeActions extends Actions {
  /** What `connections()` returns. */
  setConnections(connections: readonly AnyConnection[]): void
  /** Calls, in order, each as its name, the key of the connection and the arguments as JSON: `close wss://host.test/1 4000 "bye"`. */
  readonly calls: readonly string[]
  /** What the next `send()` or `inject()` throws. */
  failNext(message: string): void
}

/** Actions that only remember what they were called with. */
export function createFakeActions(): FakeActions {
  const calls: string[] = []
  const listeners = new Set<() => void>()
  const lines = new Map<string, LineConditions>()
  let isOffline = false
  let connections: readonly AnyConnection[] = []
  let error: string | null = null

  const called = (name: string, connection: AnyConnection | null, ...args: readonly unknown[]) => {
    calls.push([name, ...(connection ? [connection.key] : []), ...args.map((value) => JSON.stringify(value))].join(' '))
    for (const listener of [...listeners]) listener()
  }
  const throwIfFailing = () => {
    if (error === null) return
    const message = error
    error = null
    throw new Error(message)
  }

  return {
    calls,
    connections: () => connections,
    setConnections(next) {
      connections = next
    },
    cut: (connection) => called('cut', connection),
    close: (connection, code, reason) => called('close', connection, code, reason),
    get isOffline() {
      return isOffline
    },
    setOffline(value) {
      isOffline = value
      called('setOffline', null, value)
    },
    line: (connection) => lines.get(connection.key) ?? GOOD_LINE,
    setLine(connection, conditions) {
      lines.set(connection.key, { ...(lines.get(connection.key) ?? GOOD_LINE), ...conditions })
      called('setLine', connection, conditions)
    },
    send(connection, text) {
      throwIfFailing()
      called('send', connection, text)
    },
    inject(connection, text) {
      throwIfFailing()
      called('inject', connection, text)
    },
    resubscribe: (connection, channelKey) => called('resubscribe', connection, channelKey),
    reconnect: (connection) => called('reconnect', connection),
    clearQueue(connection) {
      called('clearQueue', connection)
      return 2
    },
    replay() {
      throwIfFailing()
      throw new Error('These actions play nothing.')
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    dispose: () => called('dispose', null),
    failNext(message) {
      error = message
    },
  }
}
