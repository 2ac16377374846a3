import { insideOf } from '../../core/connection/connection-facade'
import { shadow } from '../../core/features/tap/shadow'
import { closeEventOf } from '../../core/platform/close-event'
import { ABNORMAL_CLOSE } from '../../core/policy/close-code'
import { isAttempting, isUsable } from '../../core/policy/machine-state'
import { tryTo } from '../../core/policy/try-to'
import type { AnyConnection } from '../../core/vocabulary/tap'
import type { CloseInfo } from '../../core/vocabulary/wire'

/**
 * The connection sees its socket end that way, and the real one is ended too. Without a socket a url lookup under way fails, and
 * otherwise nothing happens.
 *
 * @returns Whether anything ended.
 */
export function loseSocket(connection: AnyConnection, close: CloseInfo = ABNORMAL_CLOSE): boolean {
  const inside = insideOf(connection)
  const { attempt, state } = inside
  if (!attempt || !(isAttempting(state) || isUsable(state))) return false
  const { socket } = attempt
  // The socket is still open, but nothing may be sent: it counts as lost.
  const restore = shadow(attempt, 'farewell', () => () => undefined)
  inside.dispatch({ type: 'socket-close', generation: state.generation, close, event: closeEventOf(close) })
  restore()
  // `ws` would wait for the answer to its close frame.
  if (!close.wasClean) tryTo(() => (socket as { terminate?(): void } | null)?.terminate?.())
  return true
}
