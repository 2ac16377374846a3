import { onTestFinished } from 'vitest'

/** Moves the wall clock ahead, as after a sleep. Timers are not affected. */
export function jumpAhead(ms: number): void {
  const { now } = Date
  Date.now = () => now() + ms
  onTestFinished(() => void (Date.now = now))
}

/** Makes timers fire only at multiples of this interval, like the timers of a hidden page. */
export function throttleTimers(everyMs: number): void {
  const { setTimeout: start } = globalThis
  const throttled = (run: () => void, delayMs = 0, ...rest: []) => {
    const due = performance.now() + delayMs
    return start(run, Math.ceil(due / everyMs) * everyMs - performance.now(), ...rest)
  }
  globalThis.setTimeout = throttled as typeof setTimeout
  onTestFinished(() => void (globalThis.setTimeout = start))
}

/** Blocks the main thread. */
export function block(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}
