import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Entry } from '../../../examples/scale-out/src/engine'
import { createWindow } from '../../../examples/scale-out/src/gateway/window'
import { holds } from '../../support/property'

const entry = (seq: number, channel = 'a'): Entry => ({ seq, channel, data: String(seq) })

function filled(size: number, channels: readonly string[]) {
  const window = createWindow(size)
  window.start({ epoch: 'e', first: 1, last: channels.length })
  channels.forEach((channel, index) => window.add(entry(index + 1, channel)))
  return window
}

const after = (window: ReturnType<typeof createWindow>, channel: string, seq: number, epoch = 'e') => {
  const { verdict, entries } = window.after(channel, { seq, epoch })
  return [verdict, ...entries.map((each) => each.seq)]
}

it('answers fresh without a position', () => {
  expect(filled(3, ['a']).after('a', undefined)).toEqual({ verdict: 'fresh', entries: [] })
})

it('resumes with the entries of the channel after the position', () => {
  const window = filled(10, ['a', 'b', 'a', 'a', 'b'])
  expect(after(window, 'a', 1)).toEqual(['resumed', 3, 4])
  expect(after(window, 'b', 3)).toEqual(['resumed', 5])
  expect(after(window, 'a', 5)).toEqual(['resumed'])
})

it('answers gap when it has removed an entry of the channel after the position', () => {
  const window = filled(2, ['a', 'a', 'a', 'a'])
  expect(after(window, 'a', 2)).toEqual(['resumed', 3, 4])
  expect(after(window, 'a', 1)).toEqual(['gap'])
})

it('resumes a quiet channel whose last entry was removed long ago', () => {
  const window = filled(2, ['quiet', 'a', 'a', 'a', 'a', 'a', 'a'])
  expect(after(window, 'quiet', 1)).toEqual(['resumed'])
  expect(after(window, 'quiet', 0)).toEqual(['gap'])
})

it('answers gap to a position of another epoch, and to one that it has not read', () => {
  const window = filled(5, ['a', 'a'])
  expect(after(window, 'a', 1, 'other')).toEqual(['gap'])
  expect(after(window, 'a', 3)).toEqual(['gap'])
})

it('answers gap to a position before its start, because it does not know what came before', () => {
  const window = createWindow(5)
  window.start({ epoch: 'e', first: 100, last: 100 })
  window.add(entry(100))
  expect(after(window, 'b', 98)).toEqual(['gap'])
  expect(after(window, 'b', 99)).toEqual(['resumed'])
})

it('forgets everything at a new start', () => {
  const window = filled(5, ['a', 'a', 'a'])
  window.start({ epoch: 'f', first: 1, last: 0 })
  expect([window.first, window.last, window.epoch]).toEqual([1, 0, 'f'])
  expect(after(window, 'a', 2)).toEqual(['gap'])
  window.add(entry(1))
  expect(after(window, 'a', 0, 'f')).toEqual(['resumed', 1])
})

it('rejects an entry that does not follow the last one', () => {
  expect(() => filled(5, ['a']).add(entry(3))).toThrow('Entry 3 does not follow 1.')
})

it('never resumes over a lost entry, and keeps no more than its size', () => {
  const channel = fc.constantFrom('a', 'b', 'c', 'd')
  const input = fc.record({
    size: fc.integer({ min: 1, max: 6 }),
    first: fc.integer({ min: 1, max: 20 }),
    channels: fc.array(channel, { maxLength: 40 }),
    asked: channel,
    back: fc.integer({ min: -3, max: 45 }),
  })
  holds(fc.property(input, ({ size, first, channels, asked, back }) => {
    const window = createWindow(size)
    const all = channels.map((each, index) => entry(first + index, each))
    window.start({ epoch: 'e', first, last: first - 1 + all.length })
    for (const each of all) window.add(each)
    const last = first - 1 + all.length
    const seq = last - back
    const missed = all.filter((each) => each.channel === asked && each.seq > seq)
    const kept = all.slice(-size)

    const canResume = seq <= last && seq >= first - 1 && missed.every((each) => kept.includes(each))
    // It remembers as many quiet channels as its size. There are four.
    const mustResume = canResume && (size >= 4 || seq >= window.first - 1)

    const { verdict, entries } = window.after(asked, { seq, epoch: 'e' })
    expect(window.last - window.first + 1).toBe(Math.min(size, all.length))
    if (verdict === 'resumed') expect([canResume, entries]).toEqual([true, missed])
    else expect([mustResume, verdict, entries]).toEqual([false, 'gap', []])
  }))
})
