import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channel } from 'websocket-store'
import { ack, create, framesOf, refuse, tick, withAcks, withId } from './support/channels'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

describe('the users of a channel', () => {
  it('are counted once each, however often one of them releases', () => {
    const fake = create()
    const socket = fake.open()
    const release = channel(fake.connection, 'a').retain()
    channel(fake.connection, 'a').retain()
    release()
    release()
    vi.advanceTimersByTime(60_000)
    expect(framesOf(socket)).toEqual(['subscribe a'])
  })

  it('keep it subscribed for lingerMs of the connection after the last release', () => {
    const fake = create()
    const socket = fake.open()
    fake.connection.setOptions({ ...fake.connection.options, lingerMs: 50 })
    channel(fake.connection, 'a').retain()()
    vi.advanceTimersByTime(49)
    expect(framesOf(socket)).toEqual(['subscribe a'])
    vi.advanceTimersByTime(1)
    expect(framesOf(socket)).toEqual(['subscribe a', 'unsubscribe a'])
  })

  it('subscribe it once when a `state` listener is the first of them during the open', () => {
    const fake = create(withAcks)
    fake.connection.on('state', ({ phase }) => {
      if (phase === 'open') channel(fake.connection, 'late').retain()
    })
    channel(fake.connection, 'early').retain()
    const socket = fake.open()
    expect(framesOf(socket).sort()).toEqual(['subscribe early', 'subscribe late'])
  })

  it('see the latest message at once while nobody subscribes to snapshots, although notifications are paced', () => {
    const fake = create({}, 'frame')
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()
    for (const offset of [1, 2, 3]) {
      tick(socket, 'a', offset)
      expect(a.getSnapshot().data?.offset).toBe(offset)
    }
  })
})

it('a second ack of a subscribed channel is ignored', () => {
  const fake = create(withId)
  const socket = fake.open()
  const release = channel(fake.connection, 'a').retain()
  ack(socket, 'a', 1)
  ack(socket, 'a', 2)
  release()
  vi.advanceTimersByTime(1000)
  expect(framesOf(socket)).toEqual(['subscribe a', 'end 1 a'])
})

it('the error of a channel is the latest one', () => {
  const fake = create({ ...withAcks, retry: false })
  const socket = fake.open()
  const a = channel(fake.connection, 'a')
  const errors: unknown[] = []
  a.subscribe(() => void errors.push(a.getSnapshot().error))
  refuse(socket, 'a', 'busy')
  refuse(socket, 'a', 'forbidden')
  expect(errors).toEqual(['busy', 'forbidden'])
})
