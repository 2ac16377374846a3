import type { CloseClass } from '../vocabulary/options'
import type { CloseInfo } from '../vocabulary/wire'

/** A socket that we ended on request, without a wait for its close. */
export const NORMAL_CLOSE: CloseInfo = /* @__PURE__ */ Object.freeze({ code: 1000, reason: '', wasClean: true })

/** A socket that ended without a close frame (RFC 6455 §7.1.5). */
export const ABNORMAL_CLOSE: CloseInfo = /* @__PURE__ */ Object.freeze({ code: 1006, reason: '', wasClean: false })

const FATAL = [
  1002, // protocol error: the same bytes would fail again
  1003, // unsupported data
  1007, // invalid payload
  1008, // policy violation
  1009, // message too big
  1010, // extension missing
]

const REFRESH = [
  3000, // unauthorized (IANA registry)
  3003, // forbidden (IANA registry)
  4401, // by convention, HTTP 401
  4403, // by convention, HTTP 403
]

/**
 * The class of a close code. Total: browsers also pass on codes that RFC 6455 §7.4 does not define.
 */
export function classifyCloseCode(code: number): Exclude<CloseClass, 'done'> {
  if (REFRESH.includes(code)) return 'refresh'
  if (FATAL.includes(code) || (code >= 4400 && code <= 4499)) return 'fatal'
  return code === 1012 || code === 1013 ? 'retry-later' : 'retry' // service restart, try again later
}
