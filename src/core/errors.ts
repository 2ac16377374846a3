// Bundlers replace `process.env.NODE_ENV` as a whole, so it is written as they expect it.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/**
 * Why something went wrong, as a stable string to switch on, with what to do about it.
 *
 * Fatal, because the same attempt would fail again: `invalid-url` to `no-websocket`, `closed`, `attempts-exhausted`.
 * Retried: `url-failed` to `heartbeat-timeout`, unless their cause has a true `fatal` property. Reported only:
 * `protocol-mismatch`, `decode-failed`. Thrown at the caller of `send()` or `disconnect()`: `encode-failed`,
 * `invalid-close`; of `request()` or `messages()`: `request-timeout` to `messages-lost`.
 */
const REMEDIES = {
  'invalid-url':
    'The WebSocket url is not valid. Use an absolute ws:// or wss:// url without a # fragment, or a function that returns one ' +
    '(in Vue, a getter of such a function).',
  'insecure-url': 'Browsers block ws:// from an https page. Use wss://.',
  'invalid-protocol':
    'The socket was refused, probably because a subprotocol is repeated or has a character such as a space, a comma, "=" ' +
    'or "/". Encode tokens with base64url without padding.',
  'no-websocket':
    'There is no global WebSocket here. Pass one as the `WebSocket` option, for example the one of the ws package.',
  'url-failed': 'The url or protocols function failed; `cause` says why.',
  'url-timeout': 'The url or protocols function did not answer within connectTimeoutMs.',
  'connect-failed': 'The WebSocket could not be opened. Is the server up, and the path right?',
  'connect-timeout': 'The WebSocket did not open within connectTimeoutMs.',
  'handshake-failed': 'The handshake option failed, or the server closed during it; `cause` says why.',
  'handshake-timeout': 'The handshake option did not finish within handshakeTimeoutMs.',
  'heartbeat-timeout': 'The server fell silent and the socket was replaced.',
  closed:
    'The server closed with a code that is not retried; see `lastClose`. Mend the cause and call connect(), or set ' +
    'reconnect.classifyClose.',
  'attempts-exhausted': 'Too many attempts failed. Call connect() to try again, or raise reconnect.maxAttempts.',
  'protocol-mismatch':
    'The server chose none of the offered subprotocols. Check the names it knows, or remove the protocols option.',
  'decode-failed': 'A message could not be decoded; `cause` says why.',
  'request-timeout': 'No reply came within timeoutMs.',
  'request-lost':
    'The socket was lost before the reply, or the message was dropped. Send it again, or set retryOnReconnect if it may run twice.',
  'request-refused': 'The server answered that the request failed; `cause` says why.',
  'messages-lost': 'Messages came faster than they were taken. Take them faster, raise `limit`, or pass `onLoss`.',
  'encode-failed': 'The message could not be encoded; `cause` says why. Set the codec option, for example to json().',
  'invalid-close': 'Close codes are 1000 or 3000 to 4999, and the reason has at most 123 bytes of UTF-8.',
}

export type ConnectionErrorCode = keyof typeof REMEDIES

/**
 * The one error type of this package. Its message never shows a query string, user info, protocol or payload. The
 * original failure, which may, is in `cause`, for whoever asks: a console does not print it.
 *
 * Throw one with `fatal: true` (or any error that has a true `fatal` property) from `handshake` or from a url
 * function to stop reconnecting.
 */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  readonly code: ConnectionErrorCode
  /** True when no further attempt follows by itself. */
  readonly fatal: boolean
  declare readonly cause: unknown

  constructor(code: ConnectionErrorCode, message: string, options: { cause?: unknown; fatal?: boolean } = {}) {
    super(message)
    this.code = code
    this.fatal = options.fatal ?? false
    // Platforms quote urls and payloads in their errors, and their events lead to the socket.
    Object.defineProperty(this, 'cause', { get: () => options.cause })
  }
}

/** An error of ours. Fatal by default when its cause says so. */
export function failure(code: ConnectionErrorCode, cause?: unknown, fatal = isFatal(cause), detail?: number): ConnectionError {
  return new ConnectionError(code, remedyOf(code, detail), { cause, fatal })
}

/** The remedy while developing. Production bundles leave the texts out: there the code has to do. */
function remedyOf(code: ConnectionErrorCode, detail?: number): string {
  try {
    if (process.env.NODE_ENV !== 'production') return REMEDIES[code] + (detail === undefined ? '' : ` (${detail})`)
  } catch {
    // A browser without a bundler has no process.
  }
  return code
}

/** Users say "do not try again" with any error that has a true `fatal` property. */
export const isFatal = (error: unknown): boolean => (error as { fatal?: unknown } | null | undefined)?.fatal === true

/** Runs what a user, a socket or a listener may make throw. Without `report`, what it minds is not ours to mend. */
export function tryTo(run: () => void, report?: (error: unknown) => void): void {
  try {
    run()
  } catch (error) {
    report?.(error)
  }
}
