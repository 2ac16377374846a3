import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPacer } from '../../../src/devtools/panel/frames/pacer'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16))
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
})
afterEach(() => void vi.useRealTimers())

it('runs at once, and then at most ten times a second', () => {
  const run = vi.fn()
  const pacer = createPacer(run)
  pacer.request()
  expect(run).toHaveBeenCalledTimes(1)
  for (let i = 0; i < 60; i++) {
    pacer.request()
    vi.advanceTimersByTime(16)
  }
  expect(run.mock.calls.length).toBeGreaterThan(7)
  expect(run.mock.calls.length).toBeLessThan(11)
})

it('runs once more for the last request', () => {
  const run = vi.fn()
  const pacer = createPacer(run)
  pacer.request()
  pacer.request()
  vi.advanceTimersByTime(200)
  expect(run).toHaveBeenCalledTimes(2)
})

it('runs in the next frame of the screen for the user, and once', () => {
  const run = vi.fn()
  const pacer = createPacer(run)
  pacer.request()
  pacer.request()
  pacer.soon()
  pacer.soon()
  vi.advanceTimersByTime(20)
  expect(run).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(500)
  expect(run).toHaveBeenCalledTimes(2)
})

it('runs no more after it is stopped', () => {
  const run = vi.fn()
  const pacer = createPacer(run)
  pacer.request()
  pacer.request()
  pacer.soon()
  pacer.stop()
  vi.advanceTimersByTime(500)
  expect(run).toHaveBeenCalledTimes(1)
})
