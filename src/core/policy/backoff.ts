import type { ReconnectOptions } from '../option-types'

const FIRST_DELAY_MS = 1000
const BASE_DELAY_MS = 1000

export const DEFAULT_MIN_DELAY_MS = 500
export const DEFAULT_MAX_DELAY_MS = 30_000

/**
 * Full jitter with a floor: the first retry comes within a second, later ones spread over a window that doubles with
 * each attempt. A crowd that lost its server together therefore does not come back together.
 *
 * @param attempt Attempt that just ended, 0-based.
 * @param random Uniform in [0, 1).
 * @returns Delay in ms.
 */
export function backoffDelay(attempt: number, random: number, options: ReconnectOptions = {}): number {
  const { minDelayMs = DEFAULT_MIN_DELAY_MS, maxDelayMs = DEFAULT_MAX_DELAY_MS } = options
  if (attempt === 0) return random * Math.min(FIRST_DELAY_MS, maxDelayMs)
  const floor = Math.min(minDelayMs, maxDelayMs)
  return floor + random * Math.min(maxDelayMs - floor, BASE_DELAY_MS * 2 ** attempt)
}
