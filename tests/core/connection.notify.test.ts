import { describe, expect, it } from 'vitest'
import type {} from '../../src/core/connection'
import { createFakeConnection } from '../support/fake-connection'

describe('notifications', () => {
  it("'frame': the first change of a frame at once, the others together at the next", () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    const seen: unknown[] = []
    fake.connection.subscribe(() => seen.push(fake.connection.getSnapshot().data))
    for (const message of ['a', 'b', 'c']) socket.message(message)
    expect(seen).toEqual(['a'])
    fake.advance(16)
    expect(seen).toEqual(['a', 'c'])
    fake.advance(1000)
    expect(seen).toEqual(['a', 'c'])
  })

  it("'sync': each, identical ones too", () => {
    const fake = createFakeConnection({ notify: 'sync' })
    const socket = fake.open()
    const seen: unknown[] = []
    fake.connection.subscribe(() => seen.push(fake.connection.getSnapshot().data))
    for (const message of ['a', 'a', 'a']) socket.message(message)
    expect(seen).toEqual(['a', 'a', 'a'])
  })

  it('{ throttleMs }: at most one in that time', () => {
    const fake = createFakeConnection({ notify: { throttleMs: 200 } })
    const socket = fake.open()
    const seen: unknown[] = []
    fake.connection.subscribe(() => seen.push(fake.connection.getSnapshot().data))
    for (let i = 0; i < 100; i++) {
      socket.message(`${i}`)
      fake.advance(10)
    }
    expect(seen).toEqual(['0', '19', '39', '59', '79', '99'].slice(0, seen.length))
    expect(seen.length).toBeGreaterThanOrEqual(5)
  })

  it.each([['frame' as const], [{ throttleMs: 10_000 }]])('%j never holds back or skips a readyState', (notify) => {
    const fake = createFakeConnection({ notify })
    const seen: number[] = []
    fake.connection.subscribe(() => seen.push(fake.connection.getSnapshot().readyState))
    fake.open()
    fake.connection.disconnect()
    fake.socket.answerClose()
    expect(seen.filter((state, i) => state !== seen[i - 1])).toEqual([0, 1, 2, 3])
  })

  it('the snapshot is one reference until something changed', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    const before = fake.connection.getSnapshot()
    fake.advance(5000)
    expect(fake.connection.getSnapshot()).toBe(before)
    socket.message('a')
    const after = fake.connection.getSnapshot()
    expect(after).not.toBe(before)
    expect(fake.connection.getSnapshot()).toBe(after)
    expect(before.data).toBeUndefined()
  })

  it('forgiving the attempts is told', () => {
    const fake = createFakeConnection()
    fake.open().closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    const seen: number[] = []
    fake.connection.subscribe(() => seen.push(fake.connection.getSnapshot().attempt))
    fake.advance(10_000)
    expect(seen).toEqual([0])
  })
})
