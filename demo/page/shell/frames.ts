import { byId } from './dom'

const WINDOW_MS = 1000

/** How smooth the page is: frames in the last second, and the longest wait for one. */
export const watchFrames = (): void => {
  const fps = byId('fps')
  const longest = byId('longest')
  let startedAt = performance.now()
  let lastAt = startedAt
  let frames = 0
  let worst = 0

  const onFrame = (now: number): void => {
    frames += 1
    worst = Math.max(worst, now - lastAt)
    lastAt = now
    if (now - startedAt >= WINDOW_MS) {
      fps.textContent = String(Math.round((frames * 1000) / (now - startedAt)))
      longest.textContent = String(Math.round(worst))
      startedAt = now
      frames = 0
      worst = 0
    }
    requestAnimationFrame(onFrame)
  }
  requestAnimationFrame(onFrame)
}
