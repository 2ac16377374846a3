import { describe, expect, it } from 'vitest'
import { createRateMeter } from '../../../src/devtools/model/rates'

const T0 = 1_700_000_000_000

describe('the rates of a connection', () => {
  it('has 60 seconds, oldest first, the current one last', () => {
    const meter = createRateMeter()
    const rates = meter.rates(T0 + 400)
    expect(rates.map(({ at }) => at)).toEqual(Array.from({ length: 60 }, (_, index) => T0 - (59 - index) * 1000))
    expect(rates.every(({ framesIn, framesOut, bytesIn, bytesOut }) => framesIn + framesOut + bytesIn + bytesOut === 0)).toBe(true)
  })

  it('counts frames and bytes of each second and direction', () => {
    const meter = createRateMeter()
    meter.count('in', 10, T0)
    meter.count('in', 5, T0 + 999)
    meter.count('out', 7, T0 + 999)
    meter.count('in', 1, T0 + 2000)
    expect(meter.rates(T0 + 2500).slice(-4)).toEqual([
      { at: T0 - 1000, framesIn: 0, framesOut: 0, bytesIn: 0, bytesOut: 0 },
      { at: T0, framesIn: 2, framesOut: 1, bytesIn: 15, bytesOut: 7 },
      { at: T0 + 1000, framesIn: 0, framesOut: 0, bytesIn: 0, bytesOut: 0 },
      { at: T0 + 2000, framesIn: 1, framesOut: 0, bytesIn: 1, bytesOut: 0 },
    ])
  })

  it('forgets a second after a minute, also when nobody reads meanwhile', () => {
    const meter = createRateMeter()
    meter.count('in', 10, T0)
    const sum = (now: number) => meter.rates(now).reduce((total, { framesIn }) => total + framesIn, 0)
    expect(sum(T0 + 59_999)).toBe(1)
    expect(meter.isMoving()).toBe(true)
    expect(sum(T0 + 60_000)).toBe(0)
    expect(meter.isMoving()).toBe(false)
    meter.count('in', 10, T0 + 61_000)
    expect(sum(T0 + 10_000_000)).toBe(0)
    expect(meter.rates(T0 + 10_000_000)).toHaveLength(60)
  })

  it('counts in the current second when the clock is set back', () => {
    const meter = createRateMeter()
    meter.count('in', 1, T0)
    meter.count('in', 1, T0 - 50_000)
    expect(meter.rates(T0).at(-1)).toMatchObject({ at: T0, framesIn: 2 })
  })

  it('does not change rates that it returned', () => {
    const meter = createRateMeter()
    const before = meter.rates(T0)
    meter.count('in', 1, T0)
    expect(before.at(-1)?.framesIn).toBe(0)
  })
})
