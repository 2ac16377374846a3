import { describe, expect, it } from 'vitest'
import { createStore } from '../../../src/core/reactive/store'
import type { NotifyMode } from '../../../src/core/vocabulary/events'
import { createFakeClock } from '../../support/fake-clock'

/** A store with one subscriber, which logs the time of each notification. */
function createLoggedStore(mode: NotifyMode) {
  const clock = createFakeClock()
  const start = clock.now()
  const runs: number[] = []
  const store = createStore(() => ({}), { notify: mode }, clock)
  store.subscribe(() => runs.push(clock.now() - start))
  return { clock, runs, store }
}

describe("pace 'sync'", () => {
  it('notifies for each change and needs no timer', () => {
    const { clock, runs, store } = createLoggedStore('sync')
    store.changed()
    store.changed()
    store.notify()
    expect(runs).toEqual([0, 0, 0])
    expect(clock.pendingFrames + clock.pendingTimers).toBe(0)
  })
})

describe.each([
  ['frame', 'frame', 16],
  ['throttle', { throttleMs: 40 }, 40],
] as const)('pace %s', (_, mode, windowMs) => {
  it('notifies at once for the first change of a burst, and once for the others at the end of the window', () => {
    const { clock, runs, store } = createLoggedStore(mode)
    for (let i = 0; i < 5; i++) store.changed()
    expect(runs).toEqual([0])
    clock.advance(windowMs - 1)
    expect(runs).toEqual([0])
    clock.advance(1)
    expect(runs).toEqual([0, windowMs])
  })

  it('keeps the interval during a long burst', () => {
    const { clock, runs, store } = createLoggedStore(mode)
    for (let i = 0; i < windowMs * 3; i++) {
      store.changed()
      clock.advance(1)
    }
    expect(runs).toEqual([0, windowMs, windowMs * 2, windowMs * 3])
  })

  it('leaves no timer when there are no more changes', () => {
    const { clock, runs, store } = createLoggedStore(mode)
    store.changed()
    clock.advance(windowMs * 3)
    expect(runs).toEqual([0])
    expect(clock.pendingFrames + clock.pendingTimers).toBe(0)
    store.changed()
    expect(runs).toEqual([0, windowMs * 3])
  })

  it('notifies for an urgent change within the window, together with the pending one', () => {
    const { clock, runs, store } = createLoggedStore(mode)
    store.changed()
    store.changed()
    clock.advance(5)
    store.notify()
    expect(runs).toEqual([0, 5])
    clock.advance(windowMs * 2)
    expect(runs).toEqual([0, 5])
  })

  it('drops the pending notification when disposed', () => {
    const { clock, runs, store } = createLoggedStore(mode)
    store.changed()
    store.changed()
    store.dispose()
    expect(clock.pendingFrames + clock.pendingTimers).toBe(0)
    clock.advance(1000)
    expect(runs).toEqual([0])
  })
})

describe('a pace that changes within a window', () => {
  function createPaced(notify: NotifyMode) {
    const clock = createFakeClock()
    const start = clock.now()
    const runs: number[] = []
    const pace: { notify: NotifyMode } = { notify }
    const store = createStore(() => ({}), pace, clock)
    store.subscribe(() => runs.push(clock.now() - start))
    store.changed()
    store.changed()
    return { clock, runs, pace, store }
  }

  it.each<NotifyMode>(['sync', 'frame', { throttleMs: 10 }])('ends a throttled window at the next change: %j', (next) => {
    const { clock, runs, pace, store } = createPaced({ throttleMs: 5000 })
    clock.advance(5)
    pace.notify = next
    expect(runs).toEqual([0])
    store.changed()
    expect(runs).toEqual([0, 5])
    clock.advance(10_000)
    expect(runs).toEqual([0, 5])
  })

  it('does not end a throttled window of the same length', () => {
    const { clock, runs, pace, store } = createPaced({ throttleMs: 50 })
    pace.notify = { throttleMs: 50 }
    store.changed()
    clock.advance(50)
    expect(runs).toEqual([0, 50])
  })

  it('does not end a frame, which is short', () => {
    const { clock, runs, pace, store } = createPaced('frame')
    pace.notify = { throttleMs: 5000 }
    store.changed()
    clock.advance(16)
    expect(runs).toEqual([0, 16])
  })
})
