import { describe, expect, it } from 'vitest'
import { countOf, formatBytes, formatDuration, formatTime } from '../../../src/devtools/panel/parts/format'
import { formatMark, marksOf, stepOf } from '../../../src/devtools/panel/parts/scale'
import { createShownTime } from '../../../src/devtools/panel/parts/shown-time'
import { curveOf } from '../../../src/devtools/panel/timeline/sparkline'
import { createFakeSession, FAKE_START } from '../support/fake-session'

it.each([
  [0, '0 ms'],
  [-5, '0 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [4200, '4.2 s'],
  [9960, '10 s'],
  [59_400, '59 s'],
  [59_600, '1 min'],
  [200_000, '3 min 20 s'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
])('formats a duration of %d ms as %s', (ms, text) => expect(formatDuration(ms)).toBe(text))

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [4200, '4.2 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [1_300_000, '1.3 MB'],
])('formats %d bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

it('formats a time of day with milliseconds', () => {
  expect(formatTime(new Date(2026, 0, 2, 3, 4, 5, 6).getTime())).toBe('03:04:05.006')
})

it('puts a noun into the plural unless there is exactly one', () => {
  expect([0, 1, 1204].map((count) => countOf(count, 'message'))).toEqual(['0 messages', '1 message', '1,204 messages'])
})

describe('a scale', () => {
  it.each([
    [90, 5, 20],
    [1000, 5, 200],
    [60_000, 5, 15_000],
    [1_800_000, 5, 600_000],
    [1_000_000_000, 5, 259_200_000],
  ])('of %d ms with %d marks has a round step', (span, most, step) => expect(stepOf(span, most)).toBe(step))

  it('marks the start and each step', () => expect(marksOf(1000, 5)).toEqual([0, 200, 400, 600, 800, 1000]))

  it.each([[0, '0'], [200, '200 ms'], [15_000, '15 s'], [120_000, '2 min'], [7_200_000, '2 h']])('names the mark %d as %s', (ms, text) => {
    expect(formatMark(ms)).toBe(text)
  })
})

describe('the curve of the last minute', () => {
  it('ends at the right with its latest point, and touches the top with its highest', () => {
    const points = [{ at: 30_000, value: 0 }, { at: 60_000, value: 10 }]
    expect(curveOf(points, 60_000)).toBe('30,19 60,1')
  })
  it('is flat at the bottom when nothing happened', () => expect(curveOf([{ at: 0, value: 0 }], 0)).toBe('60,19'))
})

describe('the shown time', () => {
  it('is now, and stops while the session is paused', async () => {
    const session = createFakeSession()
    const model = session.add()
    const timeOf = createShownTime(session)
    expect(Math.abs(timeOf(model) - Date.now())).toBeLessThan(1000)
    session.setPaused(true)
    const paused = timeOf(model)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(timeOf(model)).toBe(paused)
    session.setPaused(false)
    expect(timeOf(model)).toBeGreaterThan(paused)
  })
  it('is the last event of an imported connection', () => {
    const session = createFakeSession()
    const model = session.add({ connection: null, notes: [{ at: FAKE_START + 5, kind: 'dial', text: 'text' }] })
    expect(createShownTime(session)(model)).toBe(FAKE_START + 5)
  })
})
