import { describe, expect, it, vi } from 'vitest'
import { createTopicLog } from '../../src/tabs/worker/topic-log'

vi.mock('../../src/tabs/protocol/limits', () => ({ MAX_KEPT: 4, MAX_KEPT_BYTES: 40 }))

/** A log of `count` messages, each of which is its own number. */
function logOf(count: number, data = '') {
  const log = createTopicLog(undefined)
  for (let n = 1; n <= count; n++) log.add(n, data, n, 0)
  return log
}

const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

describe('the log of a channel in a worker', () => {
  it.each(from(0, 40))('returns exactly what followed each of %i messages, or null when some of it is gone', (count) => {
    const log = logOf(count)
    const answers = from(0, count).map((after) => log.after(after)?.map(({ message }) => message) ?? null)
    const kept = answers.filter((answer) => answer !== null)
    kept.forEach((answer, index) => expect(answer).toEqual(from(count - kept.length + 2 + index, count)))
    // All of them come last, and enough are kept.
    expect(answers.slice(0, answers.length - kept.length).every((answer) => answer === null)).toBe(true)
    expect(kept.length - 1).toBeGreaterThanOrEqual(Math.min(count, 4))
    expect(kept.length - 1).toBeLessThan(8)
  })

  it('keeps less when its messages are large', () => {
    const log = logOf(30, 'x'.repeat(20))
    expect(log.after(26)).toBeNull()
    expect(log.after(28)?.map(({ message }) => message)).toEqual([29, 30])
  })

  it('finds the message of a position, and what followed it', () => {
    const log = logOf(6)
    expect(log.find(5, Object.is)).toBe(5)
    expect(log.find(7, Object.is)).toBeNull()
  })

  it('finds no position from before a break', () => {
    const log = logOf(3)
    log.break('fresh')
    log.add('later', '', 9, 0)
    expect(log.find(9, Object.is)).toBeNull()
    expect(log.after(log.brokenAt)?.map(({ message }) => message)).toEqual(['later'])
  })

  it('undoes breaks that nothing has followed', () => {
    const log = logOf(3)
    log.break('fresh')
    log.add('after a break', '', 9, 0)
    log.break('fresh')
    log.break('fresh')
    log.undoBreak()
    expect(log.brokenAt).toBe(4)
    log.undoBreak()
    expect(log.brokenAt).toBe(4)
  })
})
