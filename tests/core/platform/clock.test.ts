import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../src/core/platform/clock'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Animation frames that run only when the test calls `runAll`. */
function stubFrames() {
  const frames = new Map<number, () => void>()
  let next = 1
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => {
    frames.set(next, run)
    return next++
  })
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => void frames.delete(frame))
  return {
    frames,
    runAll() {
      for (const [frame, run] of frames) {
        frames.delete(frame)
        run()
      }
    },
  }
}

describe('the system clock', () => {
  it('uses the current timers at each call, so fakes can be installed later', () => {
    let runs = 0
    systemClock.setTimer(() => void runs++, 1000)
    vi.advanceTimersByTime(999)
    expect(runs).toBe(0)
    vi.advanceTimersByTime(1)
    expect(runs).toBe(1)
    vi.setSystemTime(42)
    expect(systemClock.now()).toBe(42)
  })

  it('can cancel a timer', () => {
    let runs = 0
    systemClock.setTimer(() => void runs++, 10)()
    vi.advanceTimersByTime(1000)
    expect(runs).toBe(0)
  })

  it.each([Infinity, 2 ** 31, 1e12])('does not fire immediately for a delay of %d, which is too long for timers', (delay) => {
    let runs = 0
    systemClock.setTimer(() => void runs++, delay)
    vi.advanceTimersByTime(1_000_000)
    expect(runs).toBe(0)
  })

  it('returns random numbers from 0 to 1', () => {
    const draw = systemClock.random()
    expect(draw).toBeGreaterThanOrEqual(0)
    expect(draw).toBeLessThan(1)
  })

  it('throws reported errors in a separate task', () => {
    const error = new Error('mine')
    expect(() => systemClock.reportError(error)).not.toThrow()
    expect(() => vi.runAllTimers()).toThrow(error)
  })
})

describe('a frame', () => {
  it('takes 16 ms without requestAnimationFrame', () => {
    vi.stubGlobal('requestAnimationFrame', undefined)
    let runs = 0
    systemClock.requestFrame(() => void runs++)
    vi.advanceTimersByTime(15)
    expect(runs).toBe(0)
    vi.advanceTimersByTime(1)
    expect(runs).toBe(1)
  })

  it('runs once when the browser paints, and its fallback timer does not run it again', () => {
    const { runAll } = stubFrames()
    let runs = 0
    systemClock.requestFrame(() => void runs++)
    runAll()
    expect(runs).toBe(1)
    vi.advanceTimersByTime(1000)
    expect(runs).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is at most 100 ms late in a tab that does not paint', () => {
    const { frames } = stubFrames()
    let runs = 0
    systemClock.requestFrame(() => void runs++)
    vi.advanceTimersByTime(99)
    expect(runs).toBe(0)
    vi.advanceTimersByTime(1)
    expect(runs).toBe(1)
    expect(frames.size).toBe(0)
  })

  it('can be cancelled', () => {
    const { frames } = stubFrames()
    let runs = 0
    systemClock.requestFrame(() => void runs++)()
    vi.advanceTimersByTime(1000)
    expect(runs).toBe(0)
    expect(frames.size).toBe(0)
  })
})
