import { vi } from 'vitest'

/** Animation frames run only when the test calls `next`. No real timer replaces them. */
export function useManualFrames(): { next(): Promise<void> } {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame'] })
  return {
    async next() {
      vi.advanceTimersToNextFrame()
      await rendered()
    },
  }
}

/** Waits until the adapters have rendered, outside of any frame. */
export const rendered = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
