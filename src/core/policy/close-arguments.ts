import { failure } from '../vocabulary/errors'
import { utf8Length } from './utf8'

/** What fits a close frame beside its code (RFC 6455 §5.5). */
export const MAX_REASON_BYTES = 123

/**
 * @throws ConnectionError `invalid-close` unless the code is 1000 or 3000..4999 and the reason fits a control frame
 *   (WHATWG WebSockets §3.1 `close()`, RFC 6455 §5.5).
 */
export function assertCloseArguments(code: number, reason: string): void {
  const isAllowed = code === 1000 || (code >= 3000 && code <= 4999)
  // Some test environments have no TextEncoder, which most closes do not need.
  if (!isAllowed || (reason && utf8Length(reason) > MAX_REASON_BYTES)) throw failure('invalid-close', undefined, false, code)
}
