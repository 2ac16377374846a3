import { channel } from '../../core/features/channel/channel'
import { insideOf } from '../../core/connection/connection-facade'
import { MAX_REASON_BYTES } from '../../core/policy/close-arguments'
import { isDemanded } from '../../core/policy/machine-state'
import { utf8Length } from '../../core/policy/utf8'
import type { ConnectionRegistry } from '../../core/vocabulary/registry'
import type { AnyConnection } from '../../core/vocabulary/tap'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import { assertConditions, createFaultyLine, isGood, type FaultyLine } from './line'
import { loseSocket } from './lose-socket'
import { emitAction } from './notes'
import { createOffline } from './offline'
import { replay } from './replay'
import { injectText, sendText } from './send'
import { GOOD_LINE, type Actions, type LineConditions, type Replay } from './types'

/** What the panel does to the connections of a registry. Connections that nobody touches are not changed in any way. */
export function createActions(registry: ConnectionRegistry): Actions {
  /** By what is behind the connection, because a reactive proxy is another object. Good lines are not kept. */
  const lines = new Map<object, FaultyLine>()
  /** Demand of the panel for connections that nobody else wants. */
  const held = new Map<object, Unsubscribe>()
  const replays = new Set<Replay>()
  const listeners = new Set<() => void>()
  const offline = createOffline(registry)
  const fault = (connection: AnyConnection, text: string) => emitAction({ type: 'fault', connection, text })

  function changed(): void {
    for (const listener of [...listeners]) listener()
  }

  function find(label: string): AnyConnection {
    for (const connection of registry.entries()) if (connection.key === label) return connection
    throw new Error(`No connection here is called "${label}". Open the page of the application that has one, and try again.`)
  }

  function setOffline(isOffline: boolean): void {
    if (offline.isOffline === isOffline) return
    offline.set(isOffline)
    changed()
  }

  return {
    connections: () => [...registry.entries()],
    cut(connection) {
      if (insideOf(connection).attempt?.socket && loseSocket(connection)) fault(connection, 'Socket cut')
    },
    close(connection, code, reason) {
      if (!(Number.isInteger(code) && code >= 1000 && code <= 4999)) throw new RangeError('A close code is a whole number from 1000 to 4999.')
      if (utf8Length(reason) > MAX_REASON_BYTES) throw new RangeError('A close reason has at most 123 bytes. Make it shorter.')
      const close = Object.freeze({ code, reason, wasClean: code !== 1006 })
      if (insideOf(connection).attempt?.socket && loseSocket(connection, close)) fault(connection, `Socket closed with ${code}`)
    },
    get isOffline() {
      return offline.isOffline
    },
    setOffline,
    line: (connection) => lines.get(insideOf(connection))?.conditions ?? GOOD_LINE,
    setLine(connection, part) {
      const inside = insideOf(connection)
      const known = lines.get(inside)
      const conditions = Object.freeze({ ...(known?.conditions ?? GOOD_LINE), ...part })
      assertConditions(conditions)
      if (!known && isGood(conditions)) return
      const line = known ?? createFaultyLine(connection)
      if (isGood(conditions)) lines.delete(inside)
      else lines.set(inside, line)
      line.set(conditions)
      fault(connection, describe(conditions))
      changed()
    },
    send: sendText,
    inject: injectText,
    resubscribe: (connection, key) => channel(connection, key).resubscribe(),
    reconnect(connection) {
      const inside = insideOf(connection)
      // Otherwise the connection would keep the demand of `reconnect()` until somebody disconnects it.
      if (!isDemanded(inside.state)) held.set(inside, connection.retain())
      connection.reconnect()
    },
    clearQueue: (connection) => connection.clearQueue(),
    replay(target, frames, options) {
      const started = replay(typeof target === 'string' ? find(target) : target, frames, options)
      replays.add(started)
      void started.done.then(() => replays.delete(started))
      return started
    },
    subscribe(listener) {
      const own = () => listener()
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    dispose() {
      for (const line of lines.values()) line.set(GOOD_LINE)
      lines.clear()
      setOffline(false)
      for (const { stop } of replays) stop()
      for (const release of held.values()) release()
      held.clear()
      listeners.clear()
    },
  }
}

function describe(conditions: LineConditions): string {
  const { muteIn, muteOut, delayMs, dropEvery } = conditions
  const faults = [
    muteIn && 'inbound muted',
    muteOut && 'outbound muted',
    delayMs > 0 && `delay ${delayMs} ms`,
    dropEvery > 0 && `every frame number ${dropEvery} dropped`,
  ].filter(Boolean)
  return faults.length > 0 ? `Line: ${faults.join(', ')}` : 'Line: good again'
}
