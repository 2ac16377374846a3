import type { CloseInfo } from '../core'

/**
 * Converts the end of a Socket.IO socket to a close code; the reason stays Socket.IO's own.
 *
 * `io server disconnect` is an orderly close: 1000. `transport close` may carry the close code of a WebSocket, such as 1009
 * for a message that was too big. Everything else is a lost connection: 1006.
 *
 * @param details The second argument of Socket.IO's `disconnect` event.
 */
export function closeOf(reason: string, details: unknown): CloseInfo {
  if (reason === 'io server disconnect') return { code: 1000, reason, wasClean: true }
  const { context } = Object(details) as { context?: unknown }
  const { code = 1006, wasClean = false } = Object(context) as Partial<CloseInfo>
  return { code, reason, wasClean }
}
