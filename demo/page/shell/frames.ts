import { byId } from './dom'

const WINDOW_MS = 1000

/** Shows how smooth the page is: the frames in the last second, and the longest time between two frames. */
export const watchFrames = (): void => {
  const fps = byId('fps')
  const longest = byId('longest')
  let startedAt = 0
  let lastAt = 0
  let frames = 0
  let longestMs = 0

  const restart = (now: number): void => {
    startedAt = now
    lastAt = now
    frames = 0
    longestMs = 0
  }

  const onFrame = (now: number): void => {
    frames += 1
    longestMs = Math.max(longestMs, now - lastAt)
    lastAt = now
    if (now - startedAt >= WINDOW_MS) {
      fps.textContent = String(Math.round((frames * 1000) / (now - startedAt)))
      longest.textContent = String(Math.round(longestMs))
      restart(now)
    }
    requestAnimationFrame(onFrame)
  }

  restart(performance.now())
  requestAnimationFrame(onFrame)
  // A hidden page draws no frames. The time for which it was hidden is not a slow frame.
  document.addEventListener('visibilitychange', () => restart(performance.now()))
}
