import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffDelay } from '../../../src/core/policy/backoff'
import { criticalDistance, distanceFromUniform } from '../../support/distribution'
import { RUNS, seededRandom } from '../../support/property'

const windows: [attempt: number, from: number, to: number][] = [
  [0, 0, 1000],
  [1, 500, 2500],
  [2, 500, 4500],
  [3, 500, 8500],
  [4, 500, 16_500],
  [5, 500, 30_000],
  [20, 500, 30_000],
  [5000, 500, 30_000],
]

describe('backoff', () => {
  it.each(windows)('attempt %i waits from %i to %i ms', (attempt, from, to) => {
    expect(backoffDelay(attempt, 0)).toBe(from)
    expect(backoffDelay(attempt, 1 - Number.EPSILON)).toBeCloseTo(to, 5)
  })

  it.each(windows)('attempt %i spreads its delays evenly over the whole range', (attempt, from, to) => {
    const random = seededRandom(attempt + 1)
    const samples = Array.from({ length: 2000 }, () => backoffDelay(attempt, random()))
    expect(distanceFromUniform(samples, from, to)).toBeLessThan(criticalDistance(samples.length))
  })

  it('the test of the spread detects clustered delays', () => {
    const random = seededRandom(7)
    const clustered = Array.from({ length: 2000 }, () => 1000 + random() * 500)
    expect(distanceFromUniform(clustered, 500, 2500)).toBeGreaterThan(criticalDistance(2000))
  })

  it('invariant 10: every delay is between the minimum and the maximum, with any options', () => {
    const ms = fc.integer({ min: 0, max: 120_000 })
    fc.assert(
      fc.property(fc.nat(3000), fc.double({ min: 0, max: 0.999999, noNaN: true }), ms, ms, (attempt, random, min, max) => {
        const delay = backoffDelay(attempt, random, { minDelayMs: min, maxDelayMs: max })
        expect(delay).toBeLessThanOrEqual(max)
        expect(delay).toBeGreaterThanOrEqual(attempt === 0 && min === 500 ? 0 : Math.min(min, max))
      }),
      { numRuns: RUNS },
    )
  })

  it('the delays never become shorter with more attempts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
        expect(backoffDelay(attempt + 1, random)).toBeGreaterThanOrEqual(backoffDelay(attempt, random))
      }),
      { numRuns: RUNS },
    )
  })

  it('a custom minimum applies from the first retry', () => {
    expect(backoffDelay(0, 0, { minDelayMs: 3000, maxDelayMs: 30_000 })).toBe(3000)
    expect(backoffDelay(0, 0.9, { minDelayMs: 3000, maxDelayMs: 3000 })).toBe(3000)
    expect(backoffDelay(0, 0.5, { minDelayMs: 0, maxDelayMs: 30_000 })).toBe(500)
  })
})
