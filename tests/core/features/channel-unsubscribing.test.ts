import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channel } from 'websocket-store'
import { ack, batchOf, create, finish, framesOf, refuse, withId } from './support/channels'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

/** A channel that was confirmed on a socket that is lost, and subscribed again on the next one. */
function onSecondSocket(protocol: Parameters<typeof create>[0]) {
  const fake = create(protocol)
  const first = fake.open()
  const release = channel(fake.connection, 'a').retain()
  ack(first, 'a', 1)
  first.closeWith(1006)
  fake.advance(1000)
  fake.socket.open()
  return { fake, release }
}

describe('unsubscribe', () => {
  it('gets the message that confirmed the subscription on this socket', () => {
    const { fake, release } = onSecondSocket(withId)
    ack(fake.socket, 'a', 2)
    release()
    vi.advanceTimersByTime(1000)
    expect(framesOf(fake.socket)).toEqual(['subscribe a', 'end 2 a'])
  })

  it('gets no ack of an earlier socket when the one of this socket does not come in time', () => {
    const { fake, release } = onSecondSocket({ ...withId, retry: false })
    vi.advanceTimersByTime(10_000)
    release()
    vi.advanceTimersByTime(1000)
    expect(framesOf(fake.socket)).toEqual(['subscribe a', 'end undefined a'])
  })

  it('waits for a pending ack, while the channel is shown as idle', () => {
    const fake = create(withId)
    const socket = fake.open()
    channel(fake.connection, 'a').retain()()
    vi.advanceTimersByTime(5000)
    expect(framesOf(socket)).toEqual(['subscribe a'])
    expect(channel(fake.connection, 'a').getSnapshot().status).toBe('idle')
    ack(socket, 'a', 3)
    expect(framesOf(socket)).toEqual(['subscribe a', 'end 3 a'])
  })

  it('is sent without an ack when the ack does not come in time', () => {
    const fake = create({ ...withId, subscribeTimeoutMs: 3000 })
    const socket = fake.open()
    channel(fake.connection, 'a').retain()()
    vi.advanceTimersByTime(2999)
    expect(socket.sent).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(framesOf(socket)).toEqual(['subscribe a', 'end undefined a'])
  })

  it.each([
    ['refuses', refuse],
    ['ends', finish],
  ])('is not sent when the server %s the channel instead of confirming it', (_, answer) => {
    const fake = create(withId)
    const socket = fake.open()
    channel(fake.connection, 'a').retain()()
    vi.advanceTimersByTime(1000)
    answer(socket, 'a')
    vi.advanceTimersByTime(60_000)
    expect(framesOf(socket)).toEqual(['subscribe a'])
  })

  it('is not sent, and nothing is subscribed, when the socket is lost before the ack', () => {
    const fake = create(withId)
    const socket = fake.open()
    channel(fake.connection, 'a').retain()()
    vi.advanceTimersByTime(1000)
    socket.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    expect([framesOf(socket), framesOf(fake.socket)]).toEqual([['subscribe a'], []])
  })

  it('is not sent, nor subscribe again, when a new user comes before the ack', () => {
    const fake = create(withId)
    const socket = fake.open()
    channel(fake.connection, 'a').retain()()
    vi.advanceTimersByTime(1000)
    const a = channel(fake.connection, 'a')
    a.retain()
    expect(a.getSnapshot().status).toBe('subscribing')
    ack(socket, 'a', 1)
    vi.advanceTimersByTime(60_000)
    expect(framesOf(socket)).toEqual(['subscribe a'])
    expect(a.getSnapshot().status).toBe('subscribed')
  })

  it('may send several messages', () => {
    const fake = create({ unsubscribe: (topic) => batchOf({ do: 'leave', topic }, { do: 'forget', topic }) })
    const socket = fake.open()
    channel(fake.connection, 'a').retain()()
    vi.advanceTimersByTime(1000)
    expect(framesOf(socket)).toEqual(['subscribe a', 'leave a', 'forget a'])
  })

  it('that throws is reported, and the channel has ended', () => {
    const fake = create({
      unsubscribe: () => {
        throw new Error('mistake')
      },
    })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()()
    vi.advanceTimersByTime(1000)
    expect(() => vi.advanceTimersByTime(1)).toThrow('mistake')
    expect(a.getSnapshot().status).toBe('idle')
    a.retain()
    expect(framesOf(socket)).toEqual(['subscribe a', 'subscribe a'])
  })
})
