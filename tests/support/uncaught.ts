import { vi } from 'vitest'

/**
 * Takes what timers throw until the test ends, where it would otherwise count as an uncaught error: that is how a
 * listener's own mistake is reported.
 */
export function catchFromTimers(): readonly unknown[] {
  const thrown: unknown[] = []
  const { setTimeout: schedule } = globalThis
  vi.stubGlobal('setTimeout', (run: (...args: unknown[]) => void, delayMs?: number, ...args: unknown[]) =>
    schedule(() => {
      try {
        run(...args)
      } catch (error) {
        thrown.push(error)
      }
    }, delayMs),
  )
  return thrown
}
