import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../src/core/platform/clock'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Frames that run when the test says so, or never. */
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
  it('uses the timers that are there when asked, so that fakes installed later work', () => {
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

  it.each([Infinity, 2 ** 31, 1e12])('does not fire at once for a delay of %d, which timers cannot take', (delay) => {
    let runs = 0
    systemClock.setTimer(() => void runs++, delay)
    vi.advanceTimersByTime(1_000_000)
    expect(runs).toBe(0)
  })

  it('draws from 0 to 1', () => {
    const draw = systemClock.random()
    expect(draw).toBeGreaterThanOrEqual(0)
    expect(draw).toBeLessThan(1)
  })

  it('throws what it reports in a task of its own', () => {
    const error = new Error('mine')
    expect(() => systemClock.reportError(error)).not.toThrow()
    expect(() => vi.runAllTimers()).toThrow(error)
  })
})

describe('a frame', () => {
  it('is 16 ms where there are none', () => {
    vi.stubGlobal('requestAnimationFrame', undefined)
    let runs = 0
    systemClock.requestFrame(() => void runs++)
    vi.advanceTimersByTime(15)
    expect(runs).toBe(0)
    vi.advanceTimersByTime(1)
    expect(runs).toBe(1)
  })

  it('runs once when the browser paints, and not again by the timer that stands in', () => {
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
