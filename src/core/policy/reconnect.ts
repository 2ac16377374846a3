import { ConnectionError } from '../errors'
import type { ReconnectOptions } from '../option-types'
import type { CloseInfo } from '../types'
import { backoffDelay } from './backoff'
import { classifyCloseCode } from './close-code'

/** How many doublings a server that asked for patience (1012, 1013) is ahead of an ordinary loss. */
const RETRY_LATER_HEAD_START = 2

export interface EndedAttempt {
  readonly close: CloseInfo
  readonly error: ConnectionError | null
  readonly attempt: number
  /** Whether a refresh of the credentials was already tried since the connection was last stable. */
  readonly refreshed: boolean
}

export type ReconnectDecision =
  | { readonly kind: 'retry'; readonly delayMs: number; readonly refreshed: boolean }
  | { readonly kind: 'give-up'; readonly error: ConnectionError | null }

/** Whether to dial again after an attempt ended, and when. `options: false` means never. */
export function decideReconnect(
  ended: EndedAttempt,
  options: ReconnectOptions | false,
  random: number,
): ReconnectDecision {
  const { attempt, close, error } = ended
  if (error?.fatal || !options) return { kind: 'give-up', error }

  const verdict = options.shouldReconnect?.(close, attempt)
  const closeClass =
    verdict === undefined
      ? (options.classifyClose?.(close) ?? classifyCloseCode(close.code))
      : verdict
        ? 'retry'
        : 'fatal'
  if (closeClass === 'fatal' || (closeClass === 'refresh' && ended.refreshed))
    return { kind: 'give-up', error: fatalClose(close) }

  if (attempt >= (options.maxAttempts ?? Infinity))
    return {
      kind: 'give-up',
      error: new ConnectionError(
        'attempts-exhausted',
        `No connection after ${attempt + 1} attempts. Call connect() to try again, or raise reconnect.maxAttempts.`,
        { cause: error, fatal: true },
      ),
    }

  const step = closeClass === 'retry-later' ? attempt + RETRY_LATER_HEAD_START : attempt
  const chosen = options.delay?.(attempt, close)
  // A server's or a user's own delay may be nonsense; a negative or missing one must not become a hot loop.
  const delayMs = chosen !== undefined && chosen >= 0 ? chosen : backoffDelay(step, random, options)
  return { kind: 'retry', delayMs, refreshed: ended.refreshed || closeClass === 'refresh' }
}

const fatalClose = (close: CloseInfo): ConnectionError =>
  new ConnectionError(
    'closed',
    `The server closed with code ${close.code}, which is not retried. Mend the cause and call connect(), or set ` +
      'reconnect.classifyClose.',
    { fatal: true },
  )
