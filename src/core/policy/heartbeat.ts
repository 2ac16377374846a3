import type { HeartbeatOptions } from '../option-types'
import type { WireData } from '../types'

/** A wall-clock deadline that is met this late says more about our timers than about the server. */
const LATE_AFTER_MS = 1000
/** How long a probe waits: after sleep or a network change people look at the screen. */
const PROBE_TIMEOUT_MS = 5000

export const DEFAULT_INTERVAL_MS = 25_000
export const DEFAULT_TIMEOUT_MS = 10_000

export const isLate = (due: number, now: number): boolean => now - due > LATE_AFTER_MS

export const probeTimeout = (options: HeartbeatOptions): number =>
  Math.min(options.timeoutMs ?? DEFAULT_TIMEOUT_MS, PROBE_TIMEOUT_MS)

export function pingMessage({ message = 'ping' }: HeartbeatOptions): WireData {
  return typeof message === 'function' ? message() : message
}

/**
 * `isPong` is asked with the frame as received and again with the decoded message, so a predicate written for one of
 * them throws on the other: that counts as "no".
 */
export function isPong(options: HeartbeatOptions, message: unknown): boolean {
  if (!options.isPong) return message === 'pong'
  try {
    return options.isPong(message)
  } catch {
    return false
  }
}
