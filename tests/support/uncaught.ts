import { onTestFinished } from 'vitest'

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
