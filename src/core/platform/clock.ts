import type { StorePlatform } from '../reactive/scheduler'

/** A timer replaces a frame that takes longer: hidden tabs run no frames. */
const FRAME_FALLBACK_MS = 100
/** Replaces a frame in environments without frames. */
const FRAMELESS_MS = 16
/** Longest delay that timers accept (a signed 32-bit integer); a longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** Time and random numbers of the platform. */
export interface Clock extends StorePlatform {
  /** Epoch ms. */
  now(): number
  /** Uniform in [0, 1). */
  random(): number
}

// Globals are read at each call, so that fake timers installed later are used and importing has no side effect.
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
    // Thrown in its own task, it reaches the global error handlers without unwinding our stack.
    setTimeout(() => {
      throw error
    })
  },
}
