import { failure, type ConnectionError } from '../vocabulary/errors'
import type { ReconnectOptions } from '../vocabulary/options'
import type { CloseInfo } from '../vocabulary/wire'
import { backoffDelay } from './backoff'
import { classifyCloseCode } from './close-code'
import type { ReconnectSettings } from './defaults'

/** How many doublings a server that asked for patience (1012, 1013) is ahead of an ordinary loss. */
const RETRY_LATER_HEAD_START = 2

export interface EndedAttempt {
  readonly close: CloseInfo
  readonly error: ConnectionError | null
  readonly attempt: number
  /** Whether a refresh of the credentials was already tried since the connection was last stable. */
  readonly refreshed: boolean
}

export interface ReconnectDecision {
  /** What to show: why it ended, or why it ended for good. */
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
  if (!settings) return giveUp(error)
  if (attempt >= settings.maxAttempts) return giveUp(failure('attempts-exhausted', error, true, attempt + 1))

  const step = closeClass === 'retry-later' ? attempt + RETRY_LATER_HEAD_START : attempt
  const chosen = delay?.(attempt, close)
  // A server's or a user's own delay may be nonsense; it must become neither a hot loop nor a wait without end.
  const isSane = Number.isFinite(chosen) && chosen! >= 0
  const delayMs = isSane ? chosen! : backoffDelay(step, random, settings)
  return { error, delayMs, refreshed: refreshed || isRefresh }
}
