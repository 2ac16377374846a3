import { onTestFinished } from 'vitest'

const OWN = /\/src\/core\//

/** Counts the pending timers that the package sets from now on. Does not count the timers of the engine. */
export function countTimers(): () => number {
  const { setTimeout: set, clearTimeout: clear } = globalThis
  const armed = new Set<unknown>()
  globalThis.setTimeout = ((run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    if (!OWN.test(new Error().stack ?? '')) return set(run, ms, ...args)
    const timer = set(() => {
      armed.delete(timer)
      run(...args)
    }, ms)
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
