import type { WireData } from '../vocabulary/wire'
import type { HeartbeatOptions } from '../vocabulary/options'
import type { HeartbeatSettings } from './defaults'

export const pingMessage = ({ message }: HeartbeatSettings): WireData | null =>
  typeof message === 'function' ? message() : message

/**
 * `isPong` is asked with the frame as received and again with the decoded message, so a predicate written for one of
 * them throws on the other: that counts as "no".
 */
export function isPong(settings: Pick<HeartbeatOptions, 'isPong'>, message: unknown): boolean {
  try {
    return settings.isPong ? settings.isPong(message) : message === 'pong'
  } catch {
    return false
  }
}

/** A duration that a function may tell, in ms. */
export const durationOf = (given: number | (() => number)): number => (typeof given === 'function' ? given() : given)
