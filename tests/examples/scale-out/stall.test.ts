import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchForStall } from '../../../examples/scale-out/src/engines/stall'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watch() {
  const state = { last: 10, next: 11, isDown: false }
  const onStall = vi.fn()
  const lastSeq = () => (state.isDown ? Promise.reject(new Error('down')) : Promise.resolve(state.last))
  const stop = watchForStall({ lastSeq, next: () => state.next }, 1000, onStall)
  return { state, onStall, stop, checks: (count: number) => vi.advanceTimersByTimeAsync(1000 * count) }
}

describe('the watch of a reader', () => {
  it('does nothing while the stream has no more', async () => {
    const { onStall, checks } = watch()
    await checks(5)
    expect(onStall).not.toHaveBeenCalled()
  })

  it('does nothing while entries arrive, even if the stream is always ahead', async () => {
    const { state, onStall, checks } = watch()
    for (let i = 0; i < 5; i++) {
      state.last += 10
      await checks(1)
      state.next += 5
    }
    expect(onStall).not.toHaveBeenCalled()
  })

  it('reports a stall after a whole interval in which nothing arrived', async () => {
    const { state, onStall, checks } = watch()
    await checks(3)
    state.last = 20
    await checks(1)
    expect(onStall).not.toHaveBeenCalled()
    await checks(1)
    expect(onStall).toHaveBeenCalledOnce()
  })

  it('does nothing while the server does not answer, and after it was stopped', async () => {
    const { state, onStall, stop, checks } = watch()
    state.last = 20
    state.isDown = true
    await checks(5)
    state.isDown = false
    stop()
    await checks(5)
    expect(onStall).not.toHaveBeenCalled()
  })
})
