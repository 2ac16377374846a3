import { describe, expect, it } from 'vitest'
import { createStore } from '../../../src/core/reactive/store'
import type { NotifyMode } from '../../../src/core/vocabulary/events'
import { createFakeClock } from '../../support/fake-clock'

function createCounterStore(mode: NotifyMode = 'frame') {
  const clock = createFakeClock()
  let value = 0
  let reads = 0
  const store = createStore(
    () => {
      reads++
      return { value }
    },
    { notify: mode },
    clock,
  )
  return {
    clock,
    store,
    reads: () => reads,
    set(next: number) {
      value = next
      store.changed()
    },
    setImmediately(next: number) {
      value = next
      store.commit()
      store.notify()
    },
  }
}

describe('a store', () => {
  it('returns the same snapshot until something changes', () => {
    const { store, set } = createCounterStore()
    const first = store.getSnapshot()
    expect(store.getSnapshot()).toBe(first)
    set(1)
    const second = store.getSnapshot()
    expect(second).toEqual({ value: 1 })
    expect(store.getSnapshot()).toBe(second)
  })

  it('is up to date without subscribers, and does not build a snapshot for each change', () => {
    const { store, set, reads } = createCounterStore()
    const before = reads()
    for (let i = 1; i <= 1000; i++) set(i)
    expect(store.getSnapshot()).toEqual({ value: 1000 })
    expect(reads() - before).toBe(1)
  })

  it('keeps its snapshot between notifications, so all components render the same one', () => {
    const { store, set, clock } = createCounterStore()
    let notified = 0
    store.subscribe(() => void notified++)
    set(1)
    const published = store.getSnapshot()
    set(2)
    expect(notified).toBe(1)
    expect(store.getSnapshot()).toBe(published)
    clock.advance(16)
    expect(notified).toBe(2)
    expect(store.getSnapshot()).toEqual({ value: 2 })
  })

  it('shows a new subscriber the changes from before it subscribed', () => {
    const { store, set } = createCounterStore()
    store.getSnapshot()
    set(1)
    store.subscribe(() => {})
    expect(store.getSnapshot()).toEqual({ value: 1 })
  })

  it('gives all subscribers of a batch the same snapshot', () => {
    const { store, set } = createCounterStore('sync')
    const seen: unknown[] = []
    store.subscribe(() => seen.push(store.getSnapshot()))
    store.subscribe(() => seen.push(store.getSnapshot()))
    set(1)
    expect(seen).toHaveLength(2)
    expect(seen[0]).toBe(seen[1])
  })

  it('publishes a committed change before its notification, and notifies immediately', () => {
    const { store, set, setImmediately } = createCounterStore()
    const seen: unknown[] = []
    store.subscribe(() => seen.push(store.getSnapshot()))
    set(1)
    setImmediately(2)
    setImmediately(3)
    expect(seen).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }])
  })

  it('notifies nobody at the end of a frame when a commit found no difference', () => {
    const { store, set, clock } = createCounterStore()
    let notified = 0
    store.subscribe(() => void notified++)
    set(1)
    const published = store.getSnapshot()
    set(1)
    expect(store.commit()).toBe(false)
    clock.advance(100)
    expect(notified).toBe(1)
    expect(store.getSnapshot()).toBe(published)
  })

  it('requests no frame without subscribers', () => {
    const { clock, set, setImmediately } = createCounterStore()
    set(1)
    setImmediately(2)
    expect(clock.pendingFrames).toBe(0)
  })

  it('does not notify after unsubscribe, and drops pending notifications on dispose', () => {
    const { store, set, clock } = createCounterStore()
    let notified = 0
    store.subscribe(() => void notified++)
    const unsubscribe = store.subscribe(() => void notified++)
    set(1)
    unsubscribe()
    set(2)
    store.dispose()
    clock.advance(100)
    expect(notified).toBe(2)
  })

  it('reports the error of a subscriber and notifies the others', () => {
    const { store, set, clock } = createCounterStore()
    let notified = 0
    store.subscribe(() => {
      throw new Error('mine')
    })
    store.subscribe(() => void notified++)
    set(1)
    expect(notified).toBe(1)
    expect(clock.reported).toHaveLength(1)
  })
})
