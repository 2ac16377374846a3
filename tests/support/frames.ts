import { onTestFinished } from 'vitest'

/** Counts animation frames from now until the test ends. */
export function countFrames(): { readonly count: number } {
  const frames = { count: 0 }
  let next = requestAnimationFrame(function tick() {
    frames.count++
    next = requestAnimationFrame(tick)
  })
  onTestFinished(() => cancelAnimationFrame(next))
  return frames
}
