import { describe, expect, it } from 'vitest'
import type { RequestRecord } from '../../../src/devtools/model/types'
import { markedReplies, windowOf } from '../../../src/devtools/panel/requests/request-times'

const request = (startedAt: number, endedAt: number | null): RequestRecord => ({
  request: startedAt,
  startedAt,
  sentAt: startedAt,
  repliedAt: [],
  endedAt,
  outcome: endedAt === null ? 'pending' : 'replied',
  message: '',
  error: null,
})

describe('the window of the waterfall', () => {
  it('covers all requests from the first start to the last end', () => {
    const { from, to, requests } = windowOf([request(1000, 5000), request(2000, 3000)], Infinity, 9000)
    expect([from, to, requests.length]).toEqual([1000, 5000, 2])
  })
  it('ends now while a request is pending', () => {
    const { from, to } = windowOf([request(1000, 2000), request(3000, null)], Infinity, 9000)
    expect([from, to]).toEqual([1000, 9000])
  })
  it('of a limited length has the requests that were under way in it', () => {
    const all = [request(0, 1000), request(0, 15_000), request(14_000, 20_000)]
    const { from, to, requests } = windowOf(all, 10_000, 99_999)
    expect([from, to]).toEqual([10_000, 20_000])
    expect(requests).toEqual(all.slice(1))
  })
  it('has a minimum length', () => {
    const { from, to } = windowOf([request(1000, 1002)], Infinity, 9000)
    expect([from, to]).toEqual([1000, 1100])
  })
})

describe('the marks of replies', () => {
  it('are all of a few', () => expect(markedReplies([1, 2, 3])).toEqual([1, 2, 3]))
  it('are an even selection of many, with the last', () => {
    const marked = markedReplies(Array.from({ length: 1000 }, (_, index) => index))
    expect(marked).toHaveLength(40)
    expect(marked.at(-1)).toBe(999)
    expect(new Set(marked.map((at, index) => at - (marked[index - 1] ?? at - 25)))).toEqual(new Set([25]))
  })
})
