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
    setAtOnce(next: number) {
      value = next
      store.commit()
      store.notify()
    },
  }
}

describe('a store', () => {
  it('hands out the same snapshot until something changed', () => {
    const { store, set } = createCounterStore()
    const first = store.getSnapshot()
    expect(store.getSnapshot()).toBe(first)
    set(1)
    const second = store.getSnapshot()
    expect(second).toEqual({ value: 1 })
    expect(store.getSnapshot()).toBe(second)
  })

  it('is up to date when nobody subscribes, without building a snapshot for each change', () => {
    const { store, set, reads } = createCounterStore()
    const before = reads()
    for (let i = 1; i <= 1000; i++) set(i)
    expect(store.getSnapshot()).toEqual({ value: 1000 })
    expect(reads() - before).toBe(1)
  })

  it('holds its snapshot between notifications, so that all who render see the same', () => {
    const { store, set, clock } = createCounterStore()
    let told = 0
    store.subscribe(() => void told++)
    set(1)
    const published = store.getSnapshot()
    set(2)
    expect(told).toBe(1)
    expect(store.getSnapshot()).toBe(published)
    clock.advance(16)
    expect(told).toBe(2)
    expect(store.getSnapshot()).toEqual({ value: 2 })
  })

  it('shows a newcomer what changed while nobody subscribed', () => {
    const { store, set } = createCounterStore()
    store.getSnapshot()
    set(1)
    store.subscribe(() => {})
    expect(store.getSnapshot()).toEqual({ value: 1 })
  })

  it('tells all subscribers of one batch the same snapshot', () => {
    const { store, set } = createCounterStore('sync')
    const seen: unknown[] = []
    store.subscribe(() => seen.push(store.getSnapshot()))
    store.subscribe(() => seen.push(store.getSnapshot()))
    set(1)
    expect(seen).toHaveLength(2)
    expect(seen[0]).toBe(seen[1])
  })

  it('publishes a committed change before it tells of it, and tells of it at once', () => {
    const { store, set, setAtOnce } = createCounterStore()
    const seen: unknown[] = []
    store.subscribe(() => seen.push(store.getSnapshot()))
    set(1)
    setAtOnce(2)
    setAtOnce(3)
    expect(seen).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }])
  })

  it('has nothing left to tell at the end of a frame when a commit found no difference', () => {
    const { store, set, clock } = createCounterStore()
    let told = 0
    store.subscribe(() => void told++)
    set(1)
    const published = store.getSnapshot()
    set(1)
    expect(store.commit()).toBe(false)
    clock.advance(100)
    expect(told).toBe(1)
    expect(store.getSnapshot()).toBe(published)
  })

  it('arms no frame while nobody subscribes', () => {
    const { clock, set, setAtOnce } = createCounterStore()
    set(1)
    setAtOnce(2)
    expect(clock.pendingFrames).toBe(0)
  })

  it('stops telling when unsubscribed, and on dispose drops what was due', () => {
    const { store, set, clock } = createCounterStore()
    let told = 0
    store.subscribe(() => void told++)
    const unsubscribe = store.subscribe(() => void told++)
    set(1)
    unsubscribe()
    set(2)
    store.dispose()
    clock.advance(100)
    expect(told).toBe(2)
  })

  it('reports what a subscriber throws and tells the others', () => {
    const { store, set, clock } = createCounterStore()
    let told = 0
    store.subscribe(() => {
      throw new Error('mine')
    })
    store.subscribe(() => void told++)
    set(1)
    expect(told).toBe(1)
    expect(clock.reported).toHaveLength(1)
  })
})
