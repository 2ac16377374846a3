import { failure } from '../errors'
import type { CloseClass } from '../option-types'
import type { CloseInfo } from '../types'
import { utf8Length } from './utf8'

/** Local verdict on a socket that ended without telling why (RFC 6455 §7.1.5). */
export const ABNORMAL_CLOSE: CloseInfo = { code: 1006, reason: '', wasClean: false }

const MAX_REASON_BYTES = 123

/**
 * What a close code says about trying again. Total: browsers also pass on codes that RFC 6455 §7.4 does not define.
 */
export function classifyCloseCode(code: number): CloseClass {
  switch (code) {
    case 1002: // protocol error: the same bytes would fail again
    case 1003: // unsupported data
    case 1007: // invalid payload
    case 1008: // policy violation
    case 1009: // message too big
    case 1010: // extension missing
      return 'fatal'
    case 1012: // service restart
    case 1013: // try again later
      return 'retry-later'
    case 3000: // unauthorized (IANA registry)
    case 3003: // forbidden (IANA registry)
    case 4401: // by convention, HTTP 401
    case 4403: // by convention, HTTP 403
      return 'refresh'
    default:
      return code >= 4400 && code <= 4499 ? 'fatal' : 'retry'
  }
}

/**
 * @throws ConnectionError `invalid-close` unless the code is 1000 or 3000..4999 and the reason fits a control frame
 *   (WHATWG WebSockets §3.1 `close()`, RFC 6455 §5.5).
 */
export function assertCloseArguments(code: number, reason: string): void {
  const isAllowed = code === 1000 || (code >= 3000 && code <= 4999)
  const bytes = utf8Length(reason)
  if (!isAllowed || bytes > MAX_REASON_BYTES) throw failure('invalid-close', undefined, false, `${code}, ${bytes} bytes`)
}
