import { onTestFinished } from 'vitest'

/** Collects uncaught exceptions until the test ends. The library reports errors of listeners in this way, from a separate task. */
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
