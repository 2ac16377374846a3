import { failure, type ConnectionError } from '../vocabulary/errors'
import type { ReconnectOptions } from '../vocabulary/options'
import type { CloseInfo } from '../vocabulary/wire'
import { backoffDelay, isDelay } from './backoff'
import { classifyCloseCode } from './close-code'
import type { ReconnectSettings } from './defaults'

/** How many doublings the delay after 1012 and 1013 is ahead of that after an ordinary loss. */
const RETRY_LATER_HEAD_START = 2

export interface EndedAttempt {
  readonly close: CloseInfo
  readonly error: ConnectionError | null
  readonly attempt: number
  /** Whether the credentials were already refreshed since the connection was last stable. */
  readonly refreshed: boolean
}

export interface ReconnectDecision {
  /** The error to show: why the attempt failed, or why no further attempt follows. Null: none. */
  readonly error: ConnectionError | null
  /** Null: no further attempt. */
  readonly delayMs: number | null
  readonly refreshed: boolean
}

/** Whether to dial again after an attempt ended, and when. `settings: false` means never. */
export function decideReconnect(
  { close, error, attempt, refreshed }: EndedAttempt,
  settings: ReconnectSettings | false,
  random: number,
): ReconnectDecision {
  const giveUp = (reason: ConnectionError | null) => ({ error: reason, delayMs: null, refreshed })
  if (error?.fatal) return giveUp(error)

  const { shouldReconnect, classifyClose, delay }: ReconnectOptions = settings || {}
  const verdict = shouldReconnect?.(close, attempt)
  const closeClass =
    verdict === undefined ? (classifyClose?.(close) ?? classifyCloseCode(close.code)) : verdict ? 'retry' : 'fatal'
  const isRefresh = closeClass === 'refresh'
  if (closeClass === 'fatal' || (isRefresh && refreshed)) return giveUp(failure('closed', error, true, close.code))
  if (closeClass === 'done') return giveUp(null)
  if (!settings) return giveUp(error)
  if (attempt >= settings.maxAttempts) return giveUp(failure('attempts-exhausted', error, true, attempt + 1))

  const step = closeClass === 'retry-later' ? attempt + RETRY_LATER_HEAD_START : attempt
  const chosen = delay?.(attempt, close)
  const delayMs = isDelay(chosen) ? chosen : backoffDelay(step, random, settings)
  return { error, delayMs, refreshed: refreshed || isRefresh }
}
