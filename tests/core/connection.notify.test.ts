import { describe, expect, it } from 'vitest'

import { createFakeConnection } from '../support/fake-connection'

describe('notifications', () => {
  it.each(['sync', 'frame'] as const)('%s: an open is one, of the snapshot that `state` listeners got', (notify) => {
    const fake = createFakeConnection({ notify })
    fake.connection.connect()
    fake.advance(200)
    const told: unknown[] = []
    const announced: unknown[] = []
    fake.connection.subscribe(() => told.push(fake.connection.getSnapshot()))
    fake.connection.on('state', (snapshot) => announced.push(snapshot))
    fake.socket.open()
    fake.advance(200)
    expect(told).toHaveLength(1)
    expect(told[0]).toBe(announced[0])
  })

  it.each(['disconnect', 'reconnect', 'dispose'] as const)('%s() within a frame is one, of the snapshot that `state` listeners got', (end) => {
    const fake = createFakeConnection({ notify: 'frame' })
    const socket = fake.open()
    const told: unknown[] = []
    const announced: unknown[] = []
    fake.connection.subscribe(() => told.push(fake.connection.getSnapshot()))
    fake.connection.on('state', (snapshot) => announced.push(snapshot))
    socket.message('told at once')
    socket.message('due at the end of the frame')
    told.length = 0
    fake.connection[end]()
    expect(told).toEqual(announced)
    told.forEach((snapshot, i) => expect(snapshot).toBe(announced[i]))
    const { length } = told
    fake.advance(200)
    expect(told).toHaveLength(length)
  })

  it('are not caused by a message that is dropped', () => {
    const fake = createFakeConnection({ queue: false })
    const before = fake.connection.getSnapshot()
    let told = 0
    fake.connection.subscribe(() => told++)
    expect(fake.connection.send('lost')).toBe('dropped')
    fake.connection.dispose()
    const closed = [told, fake.connection.getSnapshot()] as const
    expect(fake.connection.send('lost')).toBe('dropped')
    fake.advance(200)
    expect([told, fake.connection.getSnapshot()]).toEqual(closed)
    expect(fake.connection.getSnapshot()).toBe(closed[1])
    expect(before).not.toBe(closed[1])
  })

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

  it('hand out snapshots that nobody can change for others', () => {
    const fake = createFakeConnection()
    const write = (target: object) => () => Object.assign(target, { readyState: 42, code: 42 })
    expect(write(fake.connection.getSnapshot())).toThrow(TypeError)
    fake.open().closeWith(1001)
    expect(write(fake.connection.getSnapshot().lastClose!)).toThrow(TypeError)
    fake.connection.reconnect()
    fake.advance(10_000) // given up, so with a close of our own making
    expect(fake.connection.getSnapshot().lastClose).toMatchObject({ code: 1006 })
    expect(write(fake.connection.getSnapshot().lastClose!)).toThrow(TypeError)
  })
})
