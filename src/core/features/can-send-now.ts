import { isEnding } from '../vocabulary/ready-state'
import type { Connection } from '../vocabulary/connection'

/**
 * Whether a message that must not be queued would be sent now. Checked before `send()`, which would report a message as
 * dropped that is only postponed until the next open. The phase is not enough: the peer may have begun to close.
 */
export function canSendNow<In, Out>(connection: Connection<In, Out>): boolean {
  const { socket } = connection
  return connection.getSnapshot().phase === 'open' && socket !== null && !isEnding(socket)
}
