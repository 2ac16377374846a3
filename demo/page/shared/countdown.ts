const TICK_MS = 100

/** Calls `onTick` ten times per second. Returns a function that stops it. */
export const watchClock = (onTick: () => void): (() => void) => {
  const timer = setInterval(onTick, TICK_MS)
  return () => clearInterval(timer)
}

/**
 * The seconds until a point in time, in tenths. It reads the clock itself: with the time of the last tick, a point that has just
 * been set would be shown too far away.
 */
export const secondsUntil = (at: number | null): number | null =>
  at === null ? null : Math.ceil(Math.max(0, at - Date.now()) / TICK_MS) / 10
