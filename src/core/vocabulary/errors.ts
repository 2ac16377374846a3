// Bundlers replace `process.env.NODE_ENV` as a whole, so it is written as they expect it.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

import { MISTAKES, REMEDIES } from './error-texts'

/** The last two are of `websocket-store/tabs`, which has their texts. */
export type ConnectionErrorCode = keyof typeof REMEDIES | 'worker-failed' | 'worker-outdated'

/**
 * The one error type of this package. Its message never shows a query string, user info, protocol or payload. The
 * original failure, which may, is in `cause`. A console does not print it.
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

/** Creates an error of the library. Fatal by default when its cause is `fatal`. */
export function failure(code: ConnectionErrorCode, cause?: unknown, fatal = isFatal(cause), detail?: number): ConnectionError {
  return new ConnectionError(code, textOf(code, detail), { cause, fatal })
}

/** The error of a mistake in the program. */
export const mistake = (code: keyof typeof MISTAKES): TypeError => new TypeError(textOf(code))

/** The text while developing. Production bundles leave the texts out: there the code has to do. */
function textOf(code: ConnectionErrorCode | keyof typeof MISTAKES, detail?: number): string {
  try {
    if (process.env.NODE_ENV !== 'production') return { ...REMEDIES, ...MISTAKES }[code as keyof typeof REMEDIES] + (detail === undefined ? '' : ` (${detail})`)
  } catch {
    // A browser without a bundler has no process.
  }
  return code
}

/** Any error with a true `fatal` property means: do not try again. */
export const isFatal = (error: unknown): boolean => (error as { fatal?: unknown } | null | undefined)?.fatal === true
