import { describe, expect, it } from 'vitest'

import { createFakeConnection } from '../support/fake-connection'

describe('notifications', () => {
  it.each(['sync', 'frame'] as const)('%s: an open causes one notification, with the snapshot that `state` listeners get', (notify) => {
    const fake = createFakeConnection({ notify })
    fake.connection.connect()
    fake.advance(200)
    const notified: unknown[] = []
    const emitted: unknown[] = []
    fake.connection.subscribe(() => notified.push(fake.connection.getSnapshot()))
    fake.connection.on('state', (snapshot) => emitted.push(snapshot))
    fake.socket.open()
    fake.advance(200)
    expect(notified).toHaveLength(1)
    expect(notified[0]).toBe(emitted[0])
  })

  it.each(['disconnect', 'reconnect', 'dispose'] as const)('come once for %s() within a frame, with the snapshot of `state` listeners', (end) => {
    const fake = createFakeConnection({ notify: 'frame' })
    const socket = fake.open()
    const notified: unknown[] = []
    const emitted: unknown[] = []
    fake.connection.subscribe(() => notified.push(fake.connection.getSnapshot()))
    fake.connection.on('state', (snapshot) => emitted.push(snapshot))
    socket.message('published at once')
    socket.message('due at the end of the frame')
    notified.length = 0
    fake.connection[end]()
    expect(notified).toEqual(emitted)
    notified.forEach((snapshot, i) => expect(snapshot).toBe(emitted[i]))
    const { length } = notified
    fake.advance(200)
    expect(notified).toHaveLength(length)
  })

  it('are not caused by calls that change nothing that a snapshot shows', async () => {
    const fake = createFakeConnection({ notify: 'sync' })
    fake.open()
    let count = 0
    fake.connection.subscribe(() => void count++)
    fake.connection.retain()()
    fake.connection.connect()
    fake.host.signal('visible')
    await fake.connection.renew()
    expect(count).toBe(0)
  })

  it('are not caused by a dropped message', () => {
    const fake = createFakeConnection({ queue: false })
    const before = fake.connection.getSnapshot()
    let notified = 0
    fake.connection.subscribe(() => notified++)
    expect(fake.connection.send('lost')).toBe('dropped')
    fake.connection.dispose()
    const closed = [notified, fake.connection.getSnapshot()] as const
    expect(fake.connection.send('lost')).toBe('dropped')
    fake.advance(200)
    expect([notified, fake.connection.getSnapshot()]).toEqual(closed)
    expect(fake.connection.getSnapshot()).toBe(closed[1])
    expect(before).not.toBe(closed[1])
  })

  it("'frame': the first change of a frame notifies at once, the others together in the next frame", () => {
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

  it("'sync': each message notifies, even an identical one", () => {
    const fake = createFakeConnection({ notify: 'sync' })
    const socket = fake.open()
    const seen: unknown[] = []
    fake.connection.subscribe(() => seen.push(fake.connection.getSnapshot().data))
    for (const message of ['a', 'a', 'a']) socket.message(message)
    expect(seen).toEqual(['a', 'a', 'a'])
  })

  it('{ throttleMs }: at most one notification in this time', () => {
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

  it.each([['frame' as const], [{ throttleMs: 10_000 }]])('%j never delays or skips a readyState', (notify) => {
    const fake = createFakeConnection({ notify })
    const seen: number[] = []
    fake.connection.subscribe(() => seen.push(fake.connection.getSnapshot().readyState))
    fake.open()
    fake.connection.disconnect()
    fake.socket.answerClose()
    expect(seen.filter((state, i) => state !== seen[i - 1])).toEqual([0, 1, 2, 3])
  })

  it('keep the same snapshot object until something changes', () => {
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

  it('are sent when the attempts are reset', () => {
    const fake = createFakeConnection()
    fake.open().closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    const seen: number[] = []
    fake.connection.subscribe(() => seen.push(fake.connection.getSnapshot().attempt))
    fake.advance(10_000)
    expect(seen).toEqual([0])
  })

  it('give snapshots that listeners cannot change', () => {
    const fake = createFakeConnection()
    const write = (target: object) => () => Object.assign(target, { readyState: 42, code: 42 })
    expect(write(fake.connection.getSnapshot())).toThrow(TypeError)
    fake.open().closeWith(1001)
    expect(write(fake.connection.getSnapshot().lastClose!)).toThrow(TypeError)
    fake.connection.reconnect()
    fake.advance(10_000) // abandoned, so the library creates this close
    expect(fake.connection.getSnapshot().lastClose).toMatchObject({ code: 1006 })
    expect(write(fake.connection.getSnapshot().lastClose!)).toThrow(TypeError)
  })
})
