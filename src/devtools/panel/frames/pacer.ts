/** Faster changes cannot be read, and each one costs a layout. */
const INTERVAL_MS = 100

export interface Pacer {
  /** Runs at once, or when the interval since the last run is over. */
  request(): void
  /** Runs in the next frame of the screen, whatever the interval. */
  soon(): void
  stop(): void
}

/** Limits how often the list changes while frames arrive. What the user does is shown in the next frame of the screen. */
export function createPacer(run: () => void): Pacer {
  let ranAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame: number | undefined

  function stop(): void {
    if (timer !== undefined) clearTimeout(timer)
    if (frame !== undefined) cancelAnimationFrame(frame)
    timer = undefined
    frame = undefined
  }

  function runNow(): void {
    stop()
    ranAt = performance.now()
    run()
  }

  return {
    request() {
      if (timer !== undefined || frame !== undefined) return
      const waitMs = ranAt + INTERVAL_MS - performance.now()
      if (waitMs <= 0) runNow()
      else timer = setTimeout(runNow, waitMs)
    },
    soon() {
      frame ??= requestAnimationFrame(runNow)
    },
    stop,
  }
}
