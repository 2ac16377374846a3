import { onTestFinished } from 'vitest'

/** From now on the wall clock is ahead by so much, as after a sleep; timers do not know it. */
export function jumpAhead(ms: number): void {
  const { now } = Date
  Date.now = () => now() + ms
  onTestFinished(() => void (Date.now = now))
}

/** Timers end only at whole multiples of this, as those of a hidden page. */
export function throttleTimers(everyMs: number): void {
  const { setTimeout: start } = globalThis
  const throttled = (run: () => void, delayMs = 0, ...rest: []) => {
    const due = performance.now() + delayMs
    return start(run, Math.ceil(due / everyMs) * everyMs - performance.now(), ...rest)
  }
  globalThis.setTimeout = throttled as typeof setTimeout
  onTestFinished(() => void (globalThis.setTimeout = start))
}

/** Holds the only thread there is. */
export function block(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}
