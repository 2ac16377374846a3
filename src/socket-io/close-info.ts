import type { CloseInfo } from '../core'

/**
 * Why a Socket.IO socket ended, as a WebSocket would say it; the reason stays Socket.IO's own.
 *
 * `io server disconnect` is a server that said good-bye: 1000. Below `transport close` there may be a WebSocket whose close
 * code is known, such as 1009 for a message that was too big. All else is a line that was lost: 1006.
 *
 * @param details What Socket.IO hands over beside the reason.
 */
export function closeOf(reason: string, details: unknown): CloseInfo {
  if (reason === 'io server disconnect') return { code: 1000, reason, wasClean: true }
  const { context } = Object(details) as { context?: unknown }
  const { code = 1006, wasClean = false } = Object(context) as Partial<CloseInfo>
  return { code, reason, wasClean }
}
