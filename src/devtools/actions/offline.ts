import { insideOf } from '../../core/connection/connection-facade'
import { shadow } from '../../core/features/tap/shadow'
import type { ConnectionRegistry } from '../../core/vocabulary/registry'
import type { AnyConnection } from '../../core/vocabulary/tap'
import type { Unsubscribe, WebSocketLike } from '../../core/vocabulary/wire'
import { loseSocket } from './lose-socket'
import { emitAction } from './notes'

export interface Offline {
  readonly isOffline: boolean
  set(isOffline: boolean): void
}

/**
 * No network for all connections of a registry, those to come included. The signals of the browser count as before: a real
 * `online` makes a connection dial, and the dial fails.
 */
export function createOffline(registry: ConnectionRegistry): Offline {
  /** Refers to no connection: the registry must be able to forget them. */
  let stops: WeakMap<AnyConnection, Unsubscribe> | null = null
  let stopListening: Unsubscribe | undefined

  function add(connection: AnyConnection): void {
    const { options } = insideOf(connection)
    const stop = shadow(options, 'given', (next) => (name) => (name === 'transport' ? unreachable : next(name)) as never)
    stops?.set(connection, stop)
  }

  return {
    get isOffline() {
      return stops !== null
    },
    set(isOffline) {
      if (isOffline === (stops !== null)) return
      if (isOffline) {
        stops = new WeakMap()
        const present = [...registry.entries()]
        present.forEach(add)
        stopListening = registry.onConnection(add)
        for (const connection of present) {
          emitAction({ type: 'fault', connection, text: 'Offline' })
          signal(connection, 'offline')
          loseSocket(connection)
        }
        return
      }
      const ended = stops!
      stops = null
      stopListening?.()
      // Disposed ones are gone, and dial no more.
      const present = [...registry.entries()]
      for (const connection of present) ended.get(connection)?.()
      for (const connection of present) {
        emitAction({ type: 'fault', connection, text: 'Online again' })
        // The network may really be down meanwhile.
        if (typeof navigator === 'undefined' || (navigator as { onLine?: boolean }).onLine !== false) signal(connection, 'online')
      }
    },
  }
}

function signal(connection: AnyConnection, name: 'online' | 'offline'): void {
  const inside = insideOf(connection)
  if (inside.options.get('lifecycle') !== false) inside.dispatch({ type: 'signal', signal: name })
}

/** A socket that fails as one does without a network: some time after it was created. */
function unreachable(): WebSocketLike {
  const socket = {
    readyState: 0,
    onerror: null as ((event: object) => void) | null,
    send() {},
    close() {
      socket.readyState = 3
    },
  }
  void Promise.resolve().then(() => {
    socket.readyState = 3
    socket.onerror?.({ type: 'error' })
  })
  return socket
}
