import { describe, expect, it } from 'vitest'
import { createScheduler } from '../../../src/core/reactive/scheduler'
import type { NotifyMode } from '../../../src/core/types'
import { createFakeClock } from '../../support/fake-clock'

function createLoggedScheduler(mode: NotifyMode) {
  const clock = createFakeClock()
  const start = clock.now()
  const runs: number[] = []
  const scheduler = createScheduler(mode, clock, () => runs.push(clock.now() - start))
  return { clock, runs, scheduler }
}

describe("pace 'sync'", () => {
  it('runs at each request and needs no timer', () => {
    const { clock, runs, scheduler } = createLoggedScheduler('sync')
    scheduler.request()
    scheduler.request()
    scheduler.request(true)
    expect(runs).toEqual([0, 0, 0])
    expect(clock.pendingFrames + clock.pendingTimers).toBe(0)
  })
})

describe.each([
  ['frame', 'frame', 16],
  ['throttle', { throttleMs: 40 }, 40],
] as const)('pace %s', (_, mode, windowMs) => {
  it('runs the first of a burst at once and the rest together at the end of the window', () => {
    const { clock, runs, scheduler } = createLoggedScheduler(mode)
    for (let i = 0; i < 5; i++) scheduler.request()
    expect(runs).toEqual([0])
    clock.advance(windowMs - 1)
    expect(runs).toEqual([0])
    clock.advance(1)
    expect(runs).toEqual([0, windowMs])
  })

  it('keeps the pace while the burst goes on', () => {
    const { clock, runs, scheduler } = createLoggedScheduler(mode)
    for (let i = 0; i < windowMs * 3; i++) {
      scheduler.request()
      clock.advance(1)
    }
    expect(runs).toEqual([0, windowMs, windowMs * 2, windowMs * 3])
  })

  it('leaves no timer behind when nothing more comes', () => {
    const { clock, runs, scheduler } = createLoggedScheduler(mode)
    scheduler.request()
    clock.advance(windowMs * 3)
    expect(runs).toEqual([0])
    expect(clock.pendingFrames + clock.pendingTimers).toBe(0)
    scheduler.request()
    expect(runs).toEqual([0, windowMs * 3])
  })

  it('runs an urgent request within the window, together with what was due', () => {
    const { clock, runs, scheduler } = createLoggedScheduler(mode)
    scheduler.request()
    scheduler.request()
    clock.advance(5)
    scheduler.request(true)
    expect(runs).toEqual([0, 5])
    clock.advance(windowMs * 2)
    expect(runs).toEqual([0, 5])
  })

  it('forgets what was due when cancelled', () => {
    const { clock, runs, scheduler } = createLoggedScheduler(mode)
    scheduler.request()
    scheduler.request()
    scheduler.cancel()
    expect(clock.pendingFrames + clock.pendingTimers).toBe(0)
    clock.advance(1000)
    expect(runs).toEqual([0])
  })
})
