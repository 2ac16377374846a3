import type { ConnectionOptions } from '../../core/vocabulary/connection'
import type { ConnectionUrl } from '../../core/vocabulary/events'
import { withDefaults } from '../../core/policy/defaults'
import type { ContractChecks } from './types'

const ANSWER_WITHIN_MS = 5000
/** Attempts that may fail after the line works again: a server may need a moment to forget the socket before. */
export const MAX_FAILED_ATTEMPTS = 3
/** More than the default backoff waits in these attempts. */
const BACKOFF_MS = 60_000

export type Options = ConnectionOptions<unknown, unknown> & ContractChecks<unknown, unknown>

/** What all cases share. */
export interface Setup {
  readonly url: ConnectionUrl
  readonly options: Options
  readonly answerWithinMs: number
  readonly connectTimeoutMs: number
  readonly closeTimeoutMs: number
  /** The longest time in which a working server is reached again. */
  readonly reopenWithinMs: number
  /** The values in force; null without the option. */
  readonly heartbeat: { readonly intervalMs: number; readonly timeoutMs: number; readonly listens: boolean } | null
  /** A number that no other message of this run or an earlier one has. */
  nextNumber(): number
}

export function createSetup(url: ConnectionUrl, options: Options): Setup {
  const connectTimeoutMs = withDefaults('connectTimeoutMs', options.connectTimeoutMs)
  const handshakeTimeoutMs = withDefaults('handshakeTimeoutMs', options.handshakeTimeoutMs)
  let last = Math.floor(Math.random() * 1e6) * 1e6
  return {
    url,
    options,
    connectTimeoutMs,
    closeTimeoutMs: withDefaults('closeTimeoutMs', options.closeTimeoutMs),
    answerWithinMs: options.answerWithinMs ?? ANSWER_WITHIN_MS,
    reopenWithinMs: MAX_FAILED_ATTEMPTS * (connectTimeoutMs + handshakeTimeoutMs) + BACKOFF_MS,
    heartbeat: heartbeatOf(options),
    nextNumber: () => ++last,
  }
}

function heartbeatOf({ heartbeat }: Options): Setup['heartbeat'] {
  const settings = withDefaults('heartbeat', heartbeat)
  if (!settings) return null
  const [intervalMs, timeoutMs] = [settings.intervalMs, settings.timeoutMs].map((value) => (typeof value === 'function' ? value() : value))
  return { intervalMs: intervalMs!, timeoutMs: timeoutMs!, listens: settings.message === null || settings.message === '' }
}
