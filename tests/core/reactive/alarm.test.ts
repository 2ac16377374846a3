import { describe, expect, it } from 'vitest'
import { createWallClockTimer } from '../../../src/core/reactive/wall-clock-timer'
import { createFakeClock } from '../../support/fake-clock'

function createLoggedAlarm() {
  const clock = createFakeClock()
  const start = clock.now()
  const rings: number[] = []
  const alarm = createWallClockTimer(clock, () => rings.push(clock.now() - start))
  return { clock, rings, set: (in_: number) => alarm.set(start + in_) }
}

describe('an alarm', () => {
  it.each([0, 1, 4999, 5000, 5001, 60_000])('set in %i ms rings then, once', (ms) => {
    const { clock, rings, set } = createLoggedAlarm()
    set(ms)
    clock.advance(ms - 1)
    expect(rings).toEqual([])
    clock.advance(1)
    expect(rings).toEqual([ms])
    clock.advance(100_000)
    expect(rings).toEqual([ms])
    expect(clock.pendingTimers).toBe(0)
  })

  it('rings at once, but not before set() returned, for a time that has passed', () => {
    const { clock, rings, set } = createLoggedAlarm()
    set(-1000)
    expect(rings).toEqual([])
    clock.advance(0)
    expect(rings).toEqual([0])
  })

  it('keeps one timer, however often it is set', () => {
    const { clock, rings, set } = createLoggedAlarm()
    for (const ms of [100, 200, 50, 300]) set(ms)
    expect(clock.pendingTimers).toBe(1)
    clock.advance(1000)
    expect(rings).toEqual([300])
  })

  it('does not start anew when set to the time it has', () => {
    const { clock, set } = createLoggedAlarm()
    set(100)
    set(100)
    expect(clock.delays).toEqual([100])
  })

  it.each([100, 200])('starts anew when set to the time it has after that has passed: its timer may have stood still (slept %i ms)', (ms) => {
    const { clock, rings, set } = createLoggedAlarm()
    set(100)
    clock.sleep(ms)
    set(100)
    expect(clock.pendingTimers).toBe(1)
    clock.advance(0)
    expect(rings).toEqual([ms])
    clock.advance(1000)
    expect(rings).toHaveLength(1)
  })

  it('can be switched off and set again to the same time', () => {
    const { clock, rings, set } = createLoggedAlarm()
    set(100)
    set(Infinity)
    expect(clock.pendingTimers).toBe(0)
    set(100)
    clock.advance(100)
    expect(rings).toEqual([100])
  })

  it('rings within 5 s of waking when the device slept past its time', () => {
    const { clock, rings, set } = createLoggedAlarm()
    set(60_000)
    clock.advance(1000)
    clock.sleep(7_200_000)
    clock.advance(5000)
    expect(rings).toHaveLength(1)
  })

  it('does not ring early when the device slept less than that', () => {
    const { clock, rings, set } = createLoggedAlarm()
    set(60_000)
    clock.sleep(30_000)
    clock.advance(29_000)
    expect(rings).toEqual([])
    clock.advance(5000)
    expect(rings).toHaveLength(1)
  })

  it('rings after the time that was asked for although the clock was set back', () => {
    const { clock, rings, set } = createLoggedAlarm()
    set(20_000)
    clock.shiftWall(-3_600_000)
    clock.advance(19_999)
    expect(rings).toEqual([])
    clock.advance(1)
    expect(rings).toHaveLength(1)
  })

  it('can be set again by what it rings', () => {
    const clock = createFakeClock()
    let rings = 0
    const alarm = createWallClockTimer(clock, () => {
      if (++rings < 3) alarm.set(clock.now() + 100)
    })
    alarm.set(clock.now() + 100)
    clock.advance(1000)
    expect(rings).toBe(3)
  })
})
