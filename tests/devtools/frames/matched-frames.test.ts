import { describe, expect, it, vi } from 'vitest'
import type { FrameFilter, FrameRecord } from '../../../src/devtools/model/types'
import { createMatchedFrames, indexOfId } from '../../../src/devtools/panel/frames/matched-frames'
import { NO_FILTER } from '../../../src/devtools/model/filter'
import { filterOf } from '../../../src/devtools/panel/frames/remembered'
import { fakeFrame } from '../support/fake-session'

const SENT: FrameFilter = { ...NO_FILTER, direction: 'out' }

/** Frames whose direction counts how often a filter looks at it. */
function countedFrames(count: number) {
  let looks = 0
  const add = (id: number): FrameRecord => {
    const frame = fakeFrame(id)
    Object.defineProperty(frame, 'direction', { get: () => (looks++, id % 2 === 0 ? 'out' : 'in') })
    return frame
  }
  return { frames: Array.from({ length: count }, (_, i) => add(i)), add, looks: () => looks }
}

const idsOf = ({ length, at }: ReturnType<typeof createMatchedFrames>) => Array.from({ length }, (_, i) => at(i)?.id)

describe('without a filter', () => {
  it('is a view of the frames', () => {
    const matched = createMatchedFrames()
    const frames = [fakeFrame(3), fakeFrame(8)]
    expect(matched.update(frames, NO_FILTER)).toBe(true)
    expect(idsOf(matched)).toEqual([3, 8])
    expect([0, 3, 4, 8, 9].map((id) => matched.indexOf(id))).toEqual([0, 0, 1, 1, 2])
  })
})

describe('with a filter', () => {
  it('matches each frame once', () => {
    const matched = createMatchedFrames()
    const { frames, add, looks } = countedFrames(10)
    matched.update(frames, SENT)
    frames.push(add(10), add(11))
    matched.update(frames, SENT)
    expect(idsOf(matched)).toEqual([0, 2, 4, 6, 8, 10])
    const before = looks()
    matched.update(frames, SENT)
    expect(looks()).toBe(before)
  })

  it('matches all frames again with another filter, and after a reset', () => {
    const matched = createMatchedFrames()
    const { frames } = countedFrames(4)
    matched.update(frames, SENT)
    matched.update(frames, { ...NO_FILTER, direction: 'in' })
    expect(idsOf(matched)).toEqual([1, 3])
    matched.reset()
    matched.update([fakeFrame(0, { direction: 'in' })], { ...NO_FILTER, direction: 'in' })
    expect(idsOf(matched)).toEqual([0])
  })

  it('forgets frames that were removed at the front, and all frames that were cleared', () => {
    const matched = createMatchedFrames()
    const { frames } = countedFrames(10)
    matched.update(frames, SENT)
    frames.splice(0, 5)
    matched.update(frames, SENT)
    expect(idsOf(matched)).toEqual([6, 8])
    expect(matched.indexOf(7)).toBe(1)
    frames.length = 0
    matched.update(frames, SENT)
    expect(matched.length).toBe(0)
  })

  it('keeps no frame that was removed while many pass', () => {
    const matched = createMatchedFrames()
    const frames: FrameRecord[] = []
    for (let id = 0; id < 20_000; id++) {
      frames.push(fakeFrame(id, { direction: 'out' }))
      if (frames.length > 100) frames.shift()
      if (id % 50 === 0) while (!matched.update(frames, SENT));
    }
    while (!matched.update(frames, SENT));
    expect(idsOf(matched)).toEqual(frames.map(({ id }) => id))
  })

  it('stops when its time is over, and continues where it stopped', () => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 3))
    const matched = createMatchedFrames()
    const { frames } = countedFrames(1000)
    expect(matched.update(frames, SENT)).toBe(false)
    expect(matched.length).toBeGreaterThan(0)
    expect(matched.length).toBeLessThan(500)
    let calls = 1
    while (!matched.update(frames, SENT)) calls++
    expect(calls).toBeGreaterThan(2)
    expect(matched.length).toBe(500)
  })
})

it('finds the first frame with at least an id', () => {
  const frames = [2, 4, 6].map((id) => fakeFrame(id))
  expect([1, 2, 3, 6, 7].map((id) => indexOfId(frames, id))).toEqual([0, 0, 1, 2, 3])
})

describe('a remembered filter', () => {
  it('is the same after JSON', () => {
    const filter: FrameFilter = { search: 'x', direction: 'in', role: 'heartbeat', kind: 'text', channel: 'a', minBytes: 2, maxBytes: Infinity }
    expect(filterOf(JSON.parse(JSON.stringify(filter)))).toEqual(filter)
  })

  it.each([[null], ['text'], [{}], [{ search: 1, direction: 'up', role: [], kind: null, channel: 5, minBytes: -1, maxBytes: 'x' }]])(
    'shows everything when %j was remembered',
    (remembered) => expect(filterOf(remembered)).toEqual(NO_FILTER),
  )
})
