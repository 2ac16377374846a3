import { onTestFinished } from 'vitest'

/** How many timers are armed that were set from now on, by whomever. */
export function countTimers(): () => number {
  const { setTimeout: set, clearTimeout: clear } = globalThis
  const armed = new Set<unknown>()
  globalThis.setTimeout = ((run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    const fire = () => {
      armed.delete(timer)
      run(...args)
    }
    const timer = set(fire, ms)
    armed.add(timer)
    return timer
  }) as typeof setTimeout
  globalThis.clearTimeout = (timer) => {
    armed.delete(timer)
    clear(timer)
  }
  onTestFinished(() => void Object.assign(globalThis, { setTimeout: set, clearTimeout: clear }))
  return () => armed.size
}
