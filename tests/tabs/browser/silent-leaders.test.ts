import { describe, expect, it } from 'vitest'
import type { ElectionEntry } from './support/page/election-log'
import { countSilentLeaders } from './support/silent-leaders'

const entry = (atMs: number, from: string, type: string, epoch: number, takeovers = 0): ElectionEntry => ({ atMs, message: { from, type, epoch, takeovers } })
const led = entry(0, 'first', 'claim', 1)
const hello = entry(1000, 'second', 'hello', 1)

describe('the count of leaders that were replaced because they did not answer', () => {
  it('counts one that sent nothing for 3 s after the `hello` of the tab that replaced it', () => {
    const claims = [entry(4000, 'second', 'claim', 2, 1), entry(5000, 'first', 'claim', 1), entry(5001, 'second', 'claim', 2, 1)]
    expect(countSilentLeaders([led, hello, ...claims])).toBe(1)
  })

  it('counts one that answered while the browser gave the lock to the other tab', () => {
    expect(countSilentLeaders([led, hello, entry(4001, 'first', 'claim', 1), entry(4100, 'second', 'claim', 2, 1)])).toBe(1)
  })

  it('counts one whose end of patience the log saw a few ms early', () => {
    expect(countSilentLeaders([led, hello, entry(3996, 'second', 'claim', 2, 1)])).toBe(1)
  })

  it.each([
    ['that had answered', [led, hello, entry(1100, 'first', 'claim', 1), entry(4000, 'second', 'claim', 2, 1)]],
    ['that was replaced too soon', [led, hello, entry(3900, 'second', 'claim', 2, 1)]],
    ['that nobody had called', [led, entry(4000, 'second', 'claim', 2, 1)]],
    ['that only another tab had called', [led, hello, entry(4000, 'third', 'claim', 2, 1)]],
    ['whose page had ended', [led, hello, entry(4000, 'second', 'claim', 2)]],
  ])('does not count one %s', (_, entries) => {
    expect(countSilentLeaders(entries)).toBe(0)
  })
})
