import { onTestFinished, vi } from 'vitest'

/** Collects, until the test ends, what is thrown from a task of its own: so a listener's error is reported. */
export function collectUncaught(): unknown[] {
  const errors: unknown[] = []
  const usual = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', (error) => errors.push(error))
  onTestFinished(() => {
    process.removeAllListeners('uncaughtException')
    for (const listener of usual) process.on('uncaughtException', listener)
  })
  return errors
}

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
