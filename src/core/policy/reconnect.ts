import { failure, type ConnectionError } from '../errors'
import type { ReconnectOptions } from '../option-types'
import type { CloseInfo } from '../types'
import { backoffDelay } from './backoff'
import { classifyCloseCode } from './close-code'
import type { ReconnectSettings } from './settings'

/** How many doublings a server that asked for patience (1012, 1013) is ahead of an ordinary loss. */
const RETRY_LATER_HEAD_START = 2

export interface EndedAttempt {
  readonly close: CloseInfo
  readonly error: ConnectionError | null
  readonly attempt: number
  /** Whether a refresh of the credentials was already tried since the connection was last stable. */
  readonly refreshed: boolean
}

export type ReconnectDecision = { readonly error: ConnectionError | null } & (
  | { readonly kind: 'retry'; readonly delayMs: number; readonly refreshed: boolean }
  | { readonly kind: 'give-up' }
)

/** Whether to dial again after an attempt ended, and when. `settings: false` means never. */
export function decideReconnect(
  { close, error, attempt, refreshed }: EndedAttempt,
  settings: ReconnectSettings | false,
  random: number,
): ReconnectDecision {
  if (error?.fatal) return { kind: 'give-up', error }

  const callbacks: ReconnectOptions = settings || {}
  const verdict = callbacks.shouldReconnect?.(close, attempt)
  const closeClass =
    verdict === undefined
      ? (callbacks.classifyClose?.(close) ?? classifyCloseCode(close.code))
      : verdict
        ? 'retry'
        : 'fatal'
  if (closeClass === 'fatal' || (closeClass === 'refresh' && refreshed))
    return { kind: 'give-up', error: failure('closed', error, true, `code ${close.code}`) }
  if (!settings) return { kind: 'give-up', error }
  if (attempt >= settings.maxAttempts)
    return { kind: 'give-up', error: failure('attempts-exhausted', error, true, `${attempt + 1} attempts`) }

  const step = closeClass === 'retry-later' ? attempt + RETRY_LATER_HEAD_START : attempt
  const chosen = settings.delay?.(attempt, close)
  // A server's or a user's own delay may be nonsense; a negative or missing one must not become a hot loop.
  const delayMs = chosen !== undefined && chosen >= 0 ? chosen : backoffDelay(step, random, settings)
  return { kind: 'retry', error, delayMs, refreshed: refreshed || closeClass === 'refresh' }
}
