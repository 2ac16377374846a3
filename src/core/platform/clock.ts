import type { StorePlatform } from '../reactive/scheduler'

/** Longest that a frame may take before a timer stands in for it: hidden tabs run no frames. */
const FRAME_FALLBACK_MS = 100
/** Where there are no frames at all, the usual length of one. */
const FRAMELESS_MS = 16
/** Greatest delay that timers take (a signed 32-bit integer); more would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** Time and chance, as the one place that may ask the platform for them. */
export interface Clock extends StorePlatform {
  /** Epoch ms. */
  now(): number
  /** Uniform in [0, 1). */
  random(): number
}

// Globals are looked up at each call, so that fake timers installed later are used, and importing touches nothing.
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  setTimer(run, delayMs) {
    const timer = setTimeout(run, Math.min(Math.max(delayMs, 0), MAX_TIMER_MS))
    return () => clearTimeout(timer)
  },
  requestFrame(run) {
    if (typeof requestAnimationFrame !== 'function') return systemClock.setTimer(run, FRAMELESS_MS)
    const runOnce = () => {
      cancel()
      run()
    }
    const frame = requestAnimationFrame(runOnce)
    const cancelTimer = systemClock.setTimer(runOnce, FRAME_FALLBACK_MS)
    const cancel = () => {
      cancelAnimationFrame(frame)
      cancelTimer()
    }
    return cancel
  },
  reportError(error) {
    // Thrown from a task of its own it reaches the global error handlers without unwinding ours.
    setTimeout(() => {
      throw error
    })
  },
}
