import { onTestFinished } from 'vitest'

/** Counts the animation frames that have begun since, until the test ends. */
export function countFrames(): { readonly count: number } {
  const frames = { count: 0 }
  let next = requestAnimationFrame(function tick() {
    frames.count++
    next = requestAnimationFrame(tick)
  })
  onTestFinished(() => cancelAnimationFrame(next))
  return frames
}
