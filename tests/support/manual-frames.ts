import { vi } from 'vitest'

/** Frames come when the test says so, and no timer stands in for one. */
export function useManualFrames(): { next(): Promise<void> } {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame'] })
  return {
    async next() {
      vi.advanceTimersToNextFrame()
      await rendered()
    },
  }
}

/** Lets adapters render what they were told, outside of any frame. */
export const rendered = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
