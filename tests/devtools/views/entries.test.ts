import { describe, expect, it } from 'vitest'
import type { NoteRecord, PhaseRecord } from '../../../src/devtools/model/types'
import { newestEntries, segmentsOf } from '../../../src/devtools/panel/timeline/entries'

const phase = (at: number, name: PhaseRecord['phase'] = 'open'): PhaseRecord => ({
  at,
  phase: name,
  cause: { type: 'connect' },
  attempt: 0,
  retryAt: null,
  close: null,
  error: null,
})
const note = (at: number): NoteRecord => ({ at, kind: 'dial', text: 'text' })

describe('the list', () => {
  const phases = [phase(10), phase(20), phase(40)]

  it('contains phases and notes, newest first', () => {
    expect(newestEntries(phases, [note(15), note(50)], 10).map(({ record }) => record.at)).toEqual([50, 40, 20, 15, 10])
  })
  it('shows a note above the phase of the same time, in which it happened', () => {
    expect(newestEntries(phases, [note(20)], 10).map(({ isNote }) => isNote)).toEqual([false, true, false, false])
  })
  it('knows when each phase ended, and that the current one has not', () => {
    const ends = newestEntries(phases, [], 10).map((entry) => (entry.isNote ? undefined : entry.endedAt))
    expect(ends).toEqual([null, 40, 20])
  })
  it('contains no more rows than the limit, the newest ones', () => {
    expect(newestEntries(phases, [note(15), note(50)], 2).map(({ record }) => record.at)).toEqual([50, 40])
  })
})

describe('the band', () => {
  const shapes = (...args: Parameters<typeof segmentsOf>) => segmentsOf(...args).map(({ from, to, phases }) => [from, to, phases])

  it('has a segment for each phase, the current one until now', () => {
    expect(shapes([phase(0), phase(100), phase(300)], 0, 1000, 1)).toEqual([[0, 100, 1], [100, 300, 1], [300, 1000, 1]])
  })
  it('cuts the phases at its ends', () => {
    expect(shapes([phase(0), phase(100), phase(300)], 150, 250, 1)).toEqual([[150, 250, 1]])
  })
  it('joins phases that are too short to see', () => {
    const many = [phase(0, 'open'), phase(100, 'waiting'), phase(102, 'connecting'), phase(104, 'closed')]
    const segments = segmentsOf(many, 0, 1000, 10)
    expect(segments.map(({ from, to, phases }) => [from, to, phases])).toEqual([[0, 100, 1], [100, 104, 2], [104, 1000, 1]])
    expect(segments[1]?.record.phase).toBe('connecting')
  })
  it('has a bounded number of segments, however often the phase changed', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => phase(index))
    expect(segmentsOf(many, 0, 10_000, 10_000 / 400).length).toBeLessThanOrEqual(800)
  })
  it('is empty without phases', () => expect(segmentsOf([], 0, 1000, 1)).toEqual([]))
})
