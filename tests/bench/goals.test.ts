import { describe, expect, it } from 'vitest'
import { evaluateGoals } from '../../bench/performance/report/goals'
import { compare } from '../../bench/performance/report/regression'
import { ratioOf } from '../../bench/performance/report/stats'
import { summarise } from '../../bench/performance/report/summary'
import { figureBeside } from '../../bench/performance/report/tables'
import type { Goal } from '../../bench/performance/workloads/workload'

/** Rounds of one metric, for this library and for the coalesced floor. */
const samplesOf = (ours: readonly number[], floor: readonly number[], { metric }: Goal) => {
  const samples = (values: readonly number[]) => values.map((value) => ({ [metric]: value }))
  return new Map([['react/ours', samples(ours)], ['react/coalesced', samples(floor)]])
}

const evaluated = (ours: readonly number[], floor: readonly number[], goal: Goal) =>
  evaluateGoals([goal], summarise('a workload', samplesOf(ours, floor, goal)))[0]!

describe('a ratio', () => {
  it('compares values of the same round, because a busy machine slows both', () => {
    expect(ratioOf([10, 200, 11], [10, 200, 10])).toEqual({ median: 1, low: 1, high: 1.1 })
  })
})

describe('a goal', () => {
  const near: Goal = { metric: 'task', floor: 'coalesced', most: 1.15 }

  it('is met when the median of the ratios meets it', () => {
    expect(evaluated([110, 300, 110], [100, 100, 100], near)).toMatchObject({ got: 1.1, isMet: true })
    expect(evaluated([120, 100, 120], [100, 100, 100], near)).toMatchObject({ got: 1.2, isMet: false })
  })

  it('with `exactly` is missed when one round differs', () => {
    const lossless: Goal = { metric: 'callbacks', exactly: 10 }
    expect(evaluated([10, 10, 10], [10, 10, 10], lossless).isMet).toBe(true)
    expect(evaluated([10, 9, 10], [10, 10, 10], lossless).isMet).toBe(false)
  })

  it('with `over: difference` compares the difference', () => {
    const light: Goal = { metric: 'heap', floor: 'coalesced', over: 'difference', most: 4096 }
    expect(evaluated([9000, 9000, 9000], [5000, 5000, 5000], light)).toMatchObject({ got: 4000, isMet: true })
    expect(evaluated([9200, 9200, 9200], [5000, 5000, 5000], light)).toMatchObject({ got: 4200, isMet: false })
  })
})

describe('a figure', () => {
  it('has enough digits to show whether it is above or below against goal', () => {
    expect(figureBeside(1.1502, 1.15)).toBe('1.1502')
    expect(figureBeside(1.151, 1.15)).toBe('1.151')
    expect(figureBeside(1.1449, 1.15)).toBe('1.14')
    expect(figureBeside(1.15, 1.15)).toBe('1.15')
    expect(figureBeside(12_640, 4096)).toBe('12,600')
    expect(figureBeside(4094.6, 4094)).toBe('4,095')
  })
})

describe('a regression', () => {
  const goal: Goal = { metric: 'task', floor: 'coalesced', most: 1.1 }
  const five = (value: number) => Array<number>(5).fill(value)
  const compared = (ours: readonly number[], before: number, against: Goal = goal) =>
    compare({ title: '', goals: [against] }, samplesOf(ours, five(100), against), summarise('', samplesOf(five(before), five(100), against)))[0]!

  it('is reported when most rounds show it', () => {
    expect(compared([150, 150, 150, 150, 90], 100)).toMatchObject({ got: 1.5, isMet: false })
  })

  it('is not reported when only some rounds are slow', () => {
    expect(compared([150, 150, 150, 90, 90], 100)).toMatchObject({ got: 1.5, isMet: true })
  })

  it('is measured against the recorded value when that value misses the goal', () => {
    expect(compared(five(130), 100)).toMatchObject({ most: 1.2, isMet: false })
    expect(compared(five(130), 120)).toMatchObject({ most: 1.44, isMet: true })
  })

  it('of an exact metric is reported when one round differs', () => {
    const lossless: Goal = { metric: 'callbacks', exactly: 10 }
    expect(compared([10, 10, 10, 10, 9], 10, lossless).isMet).toBe(false)
  })
})
