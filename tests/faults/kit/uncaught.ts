import { onTestFinished, vi } from 'vitest'
import { collectUncaught } from '../../support/uncaught'

/** Collects uncaught errors until the test ends. */
export const uncaught = (): readonly unknown[] => (typeof window === 'undefined' ? collectUncaught() : collectInPage())

function collectInPage(): readonly unknown[] {
  const errors: unknown[] = []
  const collect = (event: ErrorEvent) => void errors.push(event.error)
  // Vitest does not fail for errors that a listener of the test receives, but it prints each of them.
  const mute = vi.spyOn(console, 'error').mockImplementation(() => {})
  window.addEventListener('error', collect)
  onTestFinished(() => {
    window.removeEventListener('error', collect)
    mute.mockRestore()
  })
  return errors
}
