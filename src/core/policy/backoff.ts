import { RECONNECT, type ReconnectSettings } from './defaults'

const BASE_DELAY_MS = 1000

/** Whether a delay from a callback can be used. An invalid one must cause neither a hot loop nor an endless wait. */
export const isDelay = (ms: number | undefined): ms is number => Number.isFinite(ms) && ms! >= 0

/**
 * Full jitter with a floor: by default the first retry comes within a second, later ones spread over a window that doubles
 * with each attempt. Clients that lost their server at the same moment therefore reconnect at different moments.
 *
 * @param attempt Attempt that just ended, 0-based.
 * @param random Uniform in [0, 1).
 * @returns Delay in ms.
 */
export function backoffDelay(
  attempt: number,
  random: number,
  { minDelayMs, maxDelayMs }: Pick<ReconnectSettings, 'minDelayMs' | 'maxDelayMs'> = RECONNECT,
): number {
  // The default minimum applies to later retries only; an explicit one applies to all.
  const floor = attempt || minDelayMs !== RECONNECT.minDelayMs ? Math.min(minDelayMs, maxDelayMs) : 0
  return floor + random * Math.min(maxDelayMs - floor, BASE_DELAY_MS * 2 ** attempt)
}
