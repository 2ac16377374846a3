import { describe, expect, it } from 'vitest'
import { evaluateGoals } from '../../bench/performance/report/goals'
import { compare } from '../../bench/performance/report/regression'
import { ratioOf } from '../../bench/performance/report/stats'
import { summarise } from '../../bench/performance/report/summary'
import { figureBeside } from '../../bench/performance/report/tables'
import type { Goal } from '../../bench/performance/workloads/workload'

/** Rounds of one metric for ours and the coalesced floor. */
const samplesOf = (ours: readonly number[], floor: readonly number[], { metric }: Goal) => {
  const samples = (values: readonly number[]) => values.map((value) => ({ [metric]: value }))
  return new Map([['react/ours', samples(ours)], ['react/coalesced', samples(floor)]])
}

const judged = (ours: readonly number[], floor: readonly number[], goal: Goal) =>
  evaluateGoals([goal], summarise('a workload', samplesOf(ours, floor, goal)))[0]!

describe('a ratio', () => {
  it('is of the same round, so that a busy machine slows both', () => {
    expect(ratioOf([10, 200, 11], [10, 200, 10])).toEqual({ median: 1, low: 1, high: 1.1 })
  })
})

describe('a goal', () => {
  const near: Goal = { metric: 'task', floor: 'coalesced', most: 1.15 }

  it('is met by the median of the ratios', () => {
    expect(judged([110, 300, 110], [100, 100, 100], near)).toMatchObject({ got: 1.1, isMet: true })
    expect(judged([120, 100, 120], [100, 100, 100], near)).toMatchObject({ got: 1.2, isMet: false })
  })

  it('that is exact allows no round to miss it', () => {
    const lossless: Goal = { metric: 'callbacks', exactly: 10 }
    expect(judged([10, 10, 10], [10, 10, 10], lossless).isMet).toBe(true)
    expect(judged([10, 9, 10], [10, 10, 10], lossless).isMet).toBe(false)
  })

  it('may be a difference', () => {
    const light: Goal = { metric: 'heap', floor: 'coalesced', over: 'difference', most: 4096 }
    expect(judged([9000, 9000, 9000], [5000, 5000, 5000], light)).toMatchObject({ got: 4000, isMet: true })
    expect(judged([9200, 9200, 9200], [5000, 5000, 5000], light)).toMatchObject({ got: 4200, isMet: false })
  })
})

describe('a figure', () => {
  it('has as many digits as it takes to see on which side of its goal it is', () => {
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
  const compared = (ours: readonly number[], before: number, its: Goal = goal) =>
    compare({ title: '', goals: [its] }, samplesOf(ours, five(100), its), summarise('', samplesOf(five(before), five(100), its)))[0]!

  it('is what most rounds show by themselves', () => {
    expect(compared([150, 150, 150, 150, 90], 100)).toMatchObject({ got: 1.5, isMet: false })
  })

  it('is not what a busy machine does to some', () => {
    expect(compared([150, 150, 150, 90, 90], 100)).toMatchObject({ got: 1.5, isMet: true })
  })

  it('counts from what was recorded, where that missed the goal', () => {
    expect(compared(five(130), 100)).toMatchObject({ most: 1.2, isMet: false })
    expect(compared(five(130), 120)).toMatchObject({ most: 1.44, isMet: true })
  })

  it('of something exact is one round that differs', () => {
    const lossless: Goal = { metric: 'callbacks', exactly: 10 }
    expect(compared([10, 10, 10, 10, 9], 10, lossless).isMet).toBe(false)
  })
})
