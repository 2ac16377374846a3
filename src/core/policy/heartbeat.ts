import type { WireData } from '../types'
import type { HeartbeatSettings } from './settings'

/** A wall-clock deadline that is met this late says more about our timers than about the server. */
const LATE_AFTER_MS = 1000
/** How long a probe waits: after sleep or a network change people look at the screen. */
const PROBE_TIMEOUT_MS = 5000

export const isLate = (due: number | undefined, now: number): boolean => due !== undefined && now - due > LATE_AFTER_MS

export const probeTimeout = ({ timeoutMs }: HeartbeatSettings): number => Math.min(timeoutMs, PROBE_TIMEOUT_MS)

export const pingMessage = ({ message }: HeartbeatSettings): WireData =>
  typeof message === 'function' ? message() : message

/**
 * `isPong` is asked with the frame as received and again with the decoded message, so a predicate written for one of
 * them throws on the other: that counts as "no".
 */
export function isPong(settings: HeartbeatSettings, message: unknown): boolean {
  try {
    return settings.isPong ? settings.isPong(message) : message === 'pong'
  } catch {
    return false
  }
}
