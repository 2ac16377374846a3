import { isEnding } from '../vocabulary/ready-state'
import type { Connection } from '../vocabulary/connection'

/**
 * Whether what must not wait in the queue would go out now. Asked before `send`, which reports as dropped what is only put
 * off here until the next open. The phase alone does not tell: the peer may have begun to close.
 */
export function takesNow<In, Out>(connection: Connection<In, Out>): boolean {
  const { socket } = connection
  return connection.getSnapshot().phase === 'open' && socket !== null && !isEnding(socket)
}
