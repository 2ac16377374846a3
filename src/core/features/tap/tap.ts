import { systemClock } from '../../platform/clock'
import { tryTo } from '../../policy/try-to'
import type { ConnectionRegistry } from '../../vocabulary/registry'
import type { AnyConnection, TapListener, TapOptions } from '../../vocabulary/tap'
import type { Unsubscribe } from '../../vocabulary/wire'
import { unwatch, watch } from './watch'

/**
 * Calls `listener` with every event of every connection of the registry, those to come included: phases with their cause, dials,
 * frames, queue, drops, errors, channels, requests, renewals. For tools: logs, metrics, a panel.
 *
 * Connections cost the same as before while nobody taps them. What a listener throws is reported and has no other effect.
 *
 * Events show no credentials: urls come without user info, query and fragment, and frames of the handshake without payload. Other
 * payloads are as they are on the wire.
 *
 * @returns Stops it.
 */
export function tap(registry: ConnectionRegistry, listener: TapListener, { frames = true }: TapOptions = {}): Unsubscribe {
  /** Null after the end: a disposed connection is no longer in the registry, and must not keep the listener in memory. */
  let current: TapListener | null = listener
  // Of its own, because one function may tap twice.
  const own: TapListener = (event) => current?.(event)
  const parts = frames ? (['rest', 'frames'] as const) : (['rest'] as const)
  const reversed = [...parts].reverse()
  // Nothing refers to the connections: the registry must be able to forget them.
  const add = (connection: AnyConnection) => {
    for (const part of parts) watch(connection, part, own)
    tryTo(() => own({ type: 'created', at: systemClock.now(), connection }), systemClock.reportError)
  }
  for (const connection of registry.entries()) add(connection)
  const stop = registry.onConnection(add)
  return () => {
    current = null
    stop()
    for (const connection of registry.entries()) for (const part of reversed) unwatch(connection, part, own)
  }
}
