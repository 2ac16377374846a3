import { describe, expect, it } from 'vitest'
import { createWallClockTimer } from '../../../src/core/reactive/wall-clock-timer'
import { createFakeClock } from '../../support/fake-clock'

function createLoggedTimer() {
  const clock = createFakeClock()
  const start = clock.now()
  const firedAt: number[] = []
  const timer = createWallClockTimer(clock, () => firedAt.push(clock.now() - start))
  return { clock, firedAt, set: (delayMs: number) => timer.set(start + delayMs) }
}

describe('a wall clock timer', () => {
  it.each([0, 1, 4999, 5000, 5001, 60_000])('fires once after %i ms', (ms) => {
    const { clock, firedAt, set } = createLoggedTimer()
    set(ms)
    clock.advance(ms - 1)
    expect(firedAt).toEqual([])
    clock.advance(1)
    expect(firedAt).toEqual([ms])
    clock.advance(100_000)
    expect(firedAt).toEqual([ms])
    expect(clock.pendingTimers).toBe(0)
  })

  it('fires immediately for a time in the past, but not before set() returns', () => {
    const { clock, firedAt, set } = createLoggedTimer()
    set(-1000)
    expect(firedAt).toEqual([])
    clock.advance(0)
    expect(firedAt).toEqual([0])
  })

  it('uses one timer, however often it is set', () => {
    const { clock, firedAt, set } = createLoggedTimer()
    for (const ms of [100, 200, 50, 300]) set(ms)
    expect(clock.pendingTimers).toBe(1)
    clock.advance(1000)
    expect(firedAt).toEqual([300])
  })

  it('does not restart when it is set to the same time', () => {
    const { clock, set } = createLoggedTimer()
    set(100)
    set(100)
    expect(clock.delays).toEqual([100])
  })

  it.each([100, 200])('restarts when it is set to the same time after that has passed (slept %i ms)', (ms) => {
    const { clock, firedAt, set } = createLoggedTimer()
    set(100)
    clock.sleep(ms)
    set(100)
    expect(clock.pendingTimers).toBe(1)
    clock.advance(0)
    expect(firedAt).toEqual([ms])
    clock.advance(1000)
    expect(firedAt).toHaveLength(1)
  })

  it('can be cancelled and set to the same time again', () => {
    const { clock, firedAt, set } = createLoggedTimer()
    set(100)
    set(Infinity)
    expect(clock.pendingTimers).toBe(0)
    set(100)
    clock.advance(100)
    expect(firedAt).toEqual([100])
  })

  it('fires within 5 s of waking when the device slept past its time', () => {
    const { clock, firedAt, set } = createLoggedTimer()
    set(60_000)
    clock.advance(1000)
    clock.sleep(7_200_000)
    clock.advance(5000)
    expect(firedAt).toHaveLength(1)
  })

  it('does not fire early after a shorter sleep of the device', () => {
    const { clock, firedAt, set } = createLoggedTimer()
    set(60_000)
    clock.sleep(30_000)
    clock.advance(29_000)
    expect(firedAt).toEqual([])
    clock.advance(5000)
    expect(firedAt).toHaveLength(1)
  })

  it('fires after the requested delay although the clock was set back', () => {
    const { clock, firedAt, set } = createLoggedTimer()
    set(20_000)
    clock.shiftWall(-3_600_000)
    clock.advance(19_999)
    expect(firedAt).toEqual([])
    clock.advance(1)
    expect(firedAt).toHaveLength(1)
  })

  it('can be set again by its callback', () => {
    const clock = createFakeClock()
    let calls = 0
    const timer = createWallClockTimer(clock, () => {
      if (++calls < 3) timer.set(clock.now() + 100)
    })
    timer.set(clock.now() + 100)
    clock.advance(1000)
    expect(calls).toBe(3)
  })
})
