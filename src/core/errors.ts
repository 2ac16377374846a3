/**
 * Why something went wrong, as a stable string to switch on.
 *
 * - `invalid-url`, `insecure-url`, `invalid-protocol`, `no-websocket`: the attempt could not be made at all; fatal.
 * - `url-failed`, `url-timeout`: the url or protocols function rejected, or did not answer in time; retried.
 * - `connect-failed`, `connect-timeout`: the socket did not open; retried.
 * - `handshake-failed`, `handshake-timeout`: the `handshake` option failed; retried unless it said `fatal`.
 * - `heartbeat-timeout`: an open socket fell silent; replaced at once.
 * - `closed`: the server closed with a code that is not retried; fatal.
 * - `attempts-exhausted`: `reconnect.maxAttempts` was reached, or reconnecting is off; fatal.
 * - `protocol-mismatch`: the server opened without choosing one of the offered subprotocols; reported only.
 * - `decode-failed`: one message could not be decoded; reported, the connection stays.
 * - `encode-failed`, `invalid-close`: thrown at the caller of `send()` or `disconnect()`.
 */
export type ConnectionErrorCode =
  | 'invalid-url'
  | 'insecure-url'
  | 'invalid-protocol'
  | 'no-websocket'
  | 'url-failed'
  | 'url-timeout'
  | 'connect-failed'
  | 'connect-timeout'
  | 'handshake-failed'
  | 'handshake-timeout'
  | 'heartbeat-timeout'
  | 'closed'
  | 'attempts-exhausted'
  | 'protocol-mismatch'
  | 'decode-failed'
  | 'encode-failed'
  | 'invalid-close'

/**
 * The one error type of this package. `message` carries the remedy and never a query string, user info, protocol
 * or payload; the original failure is in `cause`.
 *
 * Throw one with `fatal: true` (or any error that has a true `fatal` property) from `handshake` or from a url
 * function to stop reconnecting.
 */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  readonly code: ConnectionErrorCode
  /** True when no further attempt follows by itself. */
  readonly fatal: boolean
  override readonly cause: unknown

  constructor(code: ConnectionErrorCode, message: string, options: { cause?: unknown; fatal?: boolean } = {}) {
    super(message)
    this.code = code
    this.cause = options.cause
    this.fatal = options.fatal ?? false
  }
}
