import type { WireData } from '../types'
import type { HeartbeatSettings } from './settings'

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
