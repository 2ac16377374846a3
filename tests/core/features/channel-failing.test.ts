import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channel } from 'websocket-store'
import type { FakeSocket } from '../../support/fake-socket'
import { ack, create, finish, framesOf, ignore, refuse, sent, tick, withAcks, withId } from './support/channels'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

describe('a channel that the server ended', () => {
  function ended(more = {}) {
    const fake = create({ ...withAcks, ...more })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    const release = a.retain()
    ack(socket, 'a')
    finish(socket, 'a')
    return { fake, socket, a, release }
  }

  it('has the status ended, and is not subscribed again by a retry, a reconnect or a second user', () => {
    const { fake, socket, a } = ended()
    expect(a.getSnapshot()).toMatchObject({ status: 'ended', error: null })
    channel(fake.connection, 'a').retain()
    vi.advanceTimersByTime(60_000)
    socket.closeWith(1006)
    expect(a.getSnapshot().status).toBe('ended')
    fake.advance(1000)
    fake.socket.open()
    expect([socket.sent.length, fake.socket.sent.length]).toEqual([1, 0])
    expect(a.getSnapshot().status).toBe('ended')
  })

  it('is subscribed again by resubscribe()', () => {
    const { socket, a } = ended()
    a.resubscribe()
    expect(a.getSnapshot().status).toBe('subscribing')
    ack(socket, 'a')
    expect(framesOf(socket)).toEqual(['subscribe a', 'subscribe a'])
    expect(a.getSnapshot().status).toBe('subscribed')
  })

  it('is subscribed on the next open after a resubscribe() without a socket', () => {
    const { fake, socket, a } = ended()
    socket.closeWith(1006)
    a.resubscribe()
    expect(a.getSnapshot().status).toBe('subscribing')
    fake.advance(1000)
    fake.socket.open()
    expect(framesOf(fake.socket)).toEqual(['subscribe a'])
  })

  it('is subscribed again by a new first user within the linger', () => {
    const { socket, a, release } = ended()
    release()
    a.retain()
    expect(framesOf(socket)).toEqual(['subscribe a', 'subscribe a'])
  })

  it('is not unsubscribed after the last release', () => {
    const { socket, release } = ended()
    release()
    vi.advanceTimersByTime(1000)
    expect(framesOf(socket)).toEqual(['subscribe a'])
  })

  it('ignores a late ack or refusal', () => {
    const { socket, a } = ended()
    ack(socket, 'a')
    refuse(socket, 'a')
    vi.advanceTimersByTime(60_000)
    expect([a.getSnapshot().status, socket.sent.length]).toEqual(['ended', 1])
  })

  it('receives the message that ends it', () => {
    const fake = create({ route: ({ topic }) => topic, endOf: withAcks.endOf })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    const received = vi.fn()
    a.onMessage(received)
    finish(socket, 'a')
    expect(received).toHaveBeenCalledTimes(1)
    expect(a.getSnapshot()).toMatchObject({ status: 'ended', data: { type: 'over' } })
  })
})

describe('a channel that fails', () => {
  it.each([
    ['is refused', (socket: FakeSocket) => refuse(socket, 'a')],
    ['has failed after it was subscribed', (socket: FakeSocket) => (ack(socket, 'a'), refuse(socket, 'a'))],
    ['is not confirmed in time', () => vi.advanceTimersByTime(10_000)],
  ])('is subscribed again on the same socket after a backoff when it %s', (_, fail) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const fake = create(withAcks)
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()
    fail(socket)
    expect(a.getSnapshot().status).toBe('error')
    vi.advanceTimersByTime(499)
    expect(socket.sent).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect([a.getSnapshot().status, socket.sent.length]).toEqual(['subscribing', 2])
  })

  it('waits longer after each failure, until it was subscribed', () => {
    const attempts: unknown[] = []
    const fake = create({ ...withAcks, retry: (attempt, lastClose) => (attempts.push([attempt, lastClose]), 10) })
    const socket = fake.open()
    channel(fake.connection, 'a').retain()
    for (const answer of [refuse, refuse, ack, refuse]) {
      answer(socket, 'a')
      vi.advanceTimersByTime(10)
    }
    expect(attempts).toEqual([[0, null], [1, null], [0, null]])
  })

  it('uses the default backoff when `retry` returns undefined or throws', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    let isBroken = false
    const fake = create({
      ...withAcks,
      retry() {
        if (isBroken) throw new Error('mistake')
        return undefined
      },
    })
    const socket = fake.open()
    channel(fake.connection, 'a').retain()
    refuse(socket, 'a')
    vi.advanceTimersByTime(500)
    expect(socket.sent).toHaveLength(2)
    isBroken = true
    refuse(socket, 'a')
    expect(() => vi.advanceTimersByTime(0)).toThrow('mistake')
    vi.advanceTimersByTime(1500)
    expect(socket.sent).toHaveLength(3)
  })

  it.each([NaN, -1, Infinity])('uses the default backoff when `retry` returns %s', (delayMs) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const fake = create({ ...withAcks, retry: () => delayMs })
    const socket = fake.open()
    channel(fake.connection, 'a').retain()
    refuse(socket, 'a')
    vi.advanceTimersByTime(499)
    expect(socket.sent).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(socket.sent).toHaveLength(2)
  })

  it.each([
    ['the error is fatal', {}, Object.assign(new Error('forbidden'), { fatal: true })],
    ['`retry` is false', { retry: false as const }, 'no'],
  ])('is not subscribed again on the same socket when %s, but on the next one', (_, more, error) => {
    const fake = create({ ...withAcks, errorOf: ({ type, topic }) => (type === 'refused' ? { key: topic, error } : undefined), ...more })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()
    refuse(socket, 'a')
    vi.advanceTimersByTime(60_000)
    expect([socket.sent.length, a.getSnapshot().error]).toEqual([1, error])
    socket.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    expect(framesOf(fake.socket)).toEqual(['subscribe a'])
  })

  it('is subscribed when its ack comes after the timeout', () => {
    const fake = create(withAcks)
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()
    vi.advanceTimersByTime(10_000)
    ack(socket, 'a')
    vi.advanceTimersByTime(60_000)
    expect([a.getSnapshot().status, socket.sent.length]).toEqual(['subscribed', 1])
  })

  it('has no timeout without `ackOf`', () => {
    const fake = create()
    fake.open()
    const before = vi.getTimerCount()
    channel(fake.connection, 'a').retain()
    expect(vi.getTimerCount()).toBe(before)
  })

  it('is not retried while it lingers, and its next user subscribes at once', () => {
    const fake = create({ ...withAcks, retry: () => 10 })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    const release = a.retain()
    refuse(socket, 'a')
    release()
    vi.advanceTimersByTime(500)
    expect(socket.sent).toHaveLength(1)
    a.retain()
    expect(framesOf(socket)).toEqual(['subscribe a', 'subscribe a'])
  })

  it('is not retried on a socket that is lost', () => {
    const fake = create({ ...withAcks, retry: () => 10 })
    const socket = fake.open()
    channel(fake.connection, 'a').retain()
    refuse(socket, 'a')
    socket.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    vi.advanceTimersByTime(1000)
    expect(framesOf(fake.socket)).toEqual(['subscribe a'])
  })
})

describe('resubscribe()', () => {
  it('sends unsubscribe and subscribe for all users, from the last position', () => {
    const fake = create({ ...withId, positionOf: ({ offset }) => offset })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()
    channel(fake.connection, 'a').onMessage(ignore)
    ack(socket, 'a', 7)
    tick(socket, 'a', 8)
    a.resubscribe()
    expect(sent(socket).slice(1)).toEqual([{ do: 'end 7', topic: 'a' }, { do: 'subscribe', topic: 'a', from: 8 }])
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribing', data: { offset: 8 } })
  })

  it('subscribes a channel that failed at once, and resets its backoff', () => {
    const attempts: number[] = []
    const fake = create({ ...withAcks, retry: (attempt) => (attempts.push(attempt), 1000) })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()
    channel(fake.connection, 'a').retain()
    refuse(socket, 'a')
    a.resubscribe()
    refuse(socket, 'a')
    expect([framesOf(socket), attempts]).toEqual([['subscribe a', 'subscribe a'], [0, 0]])
  })

  it('does nothing while an ack is pending, or when nobody uses the channel', () => {
    const fake = create(withAcks)
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.resubscribe()
    expect([socket.sent.length, a.getSnapshot().status]).toEqual([0, 'idle'])
    a.retain()
    a.resubscribe()
    expect(framesOf(socket)).toEqual(['subscribe a'])
  })

  it('keeps the error of a connection that is closed for good', () => {
    const fake = create(withAcks)
    const a = channel(fake.connection, 'a')
    a.retain()
    fake.open().closeWith(1008)
    a.resubscribe()
    expect(a.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'closed' } })
  })
})
