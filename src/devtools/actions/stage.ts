import { insideOf } from '../../core/connection/connection-facade'
import type { LiveOptions } from '../../core/connection/live-options'
import { shadow } from '../../core/features/tap/shadow'
import { isDemanded } from '../../core/policy/machine-state'
import type { AnyConnection } from '../../core/vocabulary/tap'
import type { Unsubscribe, WebSocketLike } from '../../core/vocabulary/wire'

type Given = LiveOptions<unknown, unknown>['given']
type Transport = (url: string, protocols?: string | string[]) => WebSocketLike

/** A connection that is connected to another server for a while. */
export interface Stage {
  /** Replaces the socket by one of `transport`. No url, protocols or handshake function runs: their server is away. */
  enter(transport: Transport): void
  /** Returns the connection to its own server, with or without demand, or disconnected, as it was. Idempotent. */
  leave(): void
}

const taken = /* @__PURE__ */ new WeakSet()

/**
 * Claims a connection until `leave()`. No options are changed.
 *
 * @throws Error when the connection is disposed or claimed already.
 */
export function claimStage(connection: AnyConnection): Stage {
  const inside = insideOf(connection)
  const { closedBy, target } = inside.state
  if (closedBy === 'dispose') throw new Error('The connection is disposed. Choose one that is in use.')
  if (taken.has(inside)) throw new Error('A replay of this connection is running. Stop it first.')
  taken.add(inside)
  const wasDemanded = isDemanded(inside.state)
  const url = target?.url ?? 'wss://replay.example/'
  let stops: Unsubscribe[] = []
  let hasLeft = false

  function enter(transport: Transport): void {
    let ownGiven: Given
    const given = (name: Parameters<Given>[0]): unknown => {
      if (name === 'transport') return transport
      if (name === 'handshake') return undefined
      const value = ownGiven(name)
      if (typeof value !== 'function') return value
      return name === 'url' ? url : name === 'protocols' ? target?.protocols : value
    }
    stops = [
      // Before the actions, so that a replay also runs offline.
      shadow(inside.options, 'given', (next) => {
        ownGiven = next
        return given as Given
      }, 1),
      // `setOptions()` keeps the url that it reads.
      shadow(inside.options, 'setOwner', (next) => (owner) => next(owner.url === url ? { ...owner, url: ownGiven('url') } : owner)),
      connection.retain(),
    ]
    connection.reconnect()
  }

  return {
    enter,
    leave() {
      if (hasLeft) return
      hasLeft = true
      taken.delete(inside)
      const hasEntered = stops.length > 0
      const [restoreGiven, restoreSetOwner, release] = stops
      restoreSetOwner?.()
      restoreGiven?.()
      const { closedBy: closedNow } = inside.state
      // The application may have closed it meanwhile. A failure comes from the replay, and its own server is not to blame.
      if (hasEntered && closedNow !== 'user' && closedNow !== 'dispose') {
        if (closedBy === 'user') connection.disconnect()
        else if (wasDemanded) connection.reconnect()
      }
      release?.()
    },
  }
}
