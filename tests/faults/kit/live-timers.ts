import { onTestFinished } from 'vitest'

const OWN = /\/src\/core\//

/** How many timers are armed that the package itself set from now on; engines have their own. */
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
