import { onTestFinished, vi } from 'vitest'
import { collectUncaught } from '../../support/uncaught'

/** Collects, until the test ends, what is thrown where nobody catches it. */
export const uncaught = (): readonly unknown[] => (typeof window === 'undefined' ? collectUncaught() : collectInPage())

function collectInPage(): readonly unknown[] {
  const errors: unknown[] = []
  const collect = (event: ErrorEvent) => void errors.push(event.error)
  // Vitest leaves errors to a listener of ours, but prints each.
  const mute = vi.spyOn(console, 'error').mockImplementation(() => {})
  window.addEventListener('error', collect)
  onTestFinished(() => {
    window.removeEventListener('error', collect)
    mute.mockRestore()
  })
  return errors
}
