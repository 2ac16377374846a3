import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sent, type Incoming } from './support/channels'
import { at, isGap, recovering, startLoading, verdictOf } from './support/recovering'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

/** A message without a position. */
const NOWHERE: Incoming = { type: 'tick', topic: 'a', why: 'no position' }
const isAfter = (position: number, previous: number) => position > previous
const numbersIn = (seen: unknown[]) => seen.filter((each) => typeof each === 'number')

describe('a message without a position', () => {
  it('is delivered, and is not compared with the last position', () => {
    const { ack, send, a } = recovering({ isAfter })
    const received: Incoming[] = []
    a.onMessage((message) => void received.push(message))
    ack()
    send(at(1), NOWHERE, at(2))
    expect(received).toEqual([at(1), NOWHERE, at(2)])
  })

  it('is no base: the next message with a position is the base of a fresh subscription', () => {
    const { ack, send, reopen, seen } = recovering({ verdictOf })
    ack()
    send(at(100))
    reopen()
    ack('fresh')
    send(NOWHERE, at(1), at(2))
    expect(numbersIn(seen)).toEqual([100, 1, 2])
  })

  it('that makes positionOf forget the position lets any message follow', () => {
    const { ack, send, seen } = recovering({ isAfter, isGap }, { positionOf: ({ offset }) => (offset === 0 ? null : offset) })
    ack()
    send(at(5), at(0), at(3), at(4))
    expect(numbersIn(seen)).toEqual([5, 0, 3, 4])
  })
})

describe('messages before the first ack', () => {
  it('wait for it', () => {
    const { ack, send, seen } = recovering({ verdictOf })
    send(at(1), at(2))
    expect(seen).toEqual([])
    ack()
    expect(seen).toEqual(['!fresh', 1, 2, '(subscribed)'])
  })
})

describe('messages that wait for the ack of a new socket', () => {
  it('are delivered although the server says that there is a gap before them', () => {
    const { ack, send, reopen, seen } = recovering({ verdictOf, isGap })
    ack()
    send(at(1))
    reopen()
    send(at(5), at(6))
    ack('gap')
    expect(seen.slice(-4)).toEqual(['!gap', 5, 6, '(subscribed)'])
  })

  it('decide the verdict where the server gives none, and the channel is then subscribed', () => {
    const { a, ack, send, reopen, seen } = recovering({ isGap })
    ack()
    send(at(1))
    reopen()
    send(at(2))
    ack()
    expect(seen.slice(-3)).toEqual(['!resumed', 2, '(subscribed)'])
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribed', recovery: 'resumed' })
  })

  it('are no gap when there are 1000 of them', () => {
    const { a, ack, send, reopen } = recovering({ verdictOf })
    ack()
    send(at(1))
    reopen()
    for (let i = 2; i <= 1001; i++) send(at(i))
    ack('resumed')
    expect(a.getSnapshot()).toMatchObject({ recovery: 'resumed', data: { offset: 1001 } })
  })

  it('of a socket that a listener replaced during their delivery are not delivered on the next one', () => {
    const { fake, a, ack, send, reopen, seen } = recovering({ verdictOf })
    ack()
    send(at(1))
    reopen()
    send(at(2), at(3), at(4))
    const stop = a.onMessage(() => (stop(), fake.connection.reconnect()))
    ack('resumed')
    fake.socket.open()
    ack('gap')
    send(at(10))
    expect(numbersIn(seen)).toEqual([1, 2, 10])
  })
})

describe('messages between resubscribe() and its ack on the same socket', () => {
  function resubscribed(options: Parameters<typeof recovering>[0]) {
    const subject = recovering(options)
    subject.ack()
    subject.send(at(1))
    subject.a.resubscribe()
    subject.seen.length = 0
    subject.send(at(2))
    return subject
  }

  it('are discarded when the server says that there is a gap, because they may be those of the subscription before', () => {
    const { ack, send, seen } = resubscribed({ verdictOf, isGap })
    ack('gap')
    send(at(10), at(11))
    expect(numbersIn(seen)).toEqual([10, 11])
  })

  it('are delivered when the server resumed the subscription', () => {
    const { ack, send, seen } = resubscribed({ verdictOf, isGap })
    ack('resumed')
    send(at(3))
    expect(numbersIn(seen)).toEqual([2, 3])
  })

  it('are delivered when they follow the last position and the server says nothing', () => {
    const { ack, send, seen } = resubscribed({ isGap })
    ack()
    send(at(3))
    expect(seen).toEqual(['!resumed', 2, '(subscribed)', 3])
  })
})

describe('the functions of `recovery`', () => {
  it('need not exist: nothing is reported without them', () => {
    const { ack, send, reopen, seen } = recovering({}, { positionOf: undefined as never })
    ack()
    send(at(1), at(2))
    reopen()
    ack()
    send(at(1))
    expect(numbersIn(seen)).toEqual([1, 2, 1])
    expect(() => vi.advanceTimersByTime(60_000)).not.toThrow()
  })

  it('report nothing when only isGap is missing', () => {
    const { ack, send, seen } = recovering({ isAfter })
    ack()
    send(at(1), at(4), at(4))
    expect(numbersIn(seen)).toEqual([1, 4])
    expect(() => vi.advanceTimersByTime(60_000)).not.toThrow()
  })

  it('that load need no positionOf', async () => {
    const { ack, loads, seen } = startLoading({}, { positionOf: undefined as never })
    ack()
    await loads[0]!.resolve({ messages: [at(1), at(2)] })
    expect(seen.slice(2)).toEqual([1, 2, '(subscribed)'])
    expect(() => vi.advanceTimersByTime(60_000)).not.toThrow()
  })

  it('that need an ack are not called without `ackOf`', () => {
    const spy = vi.fn(verdictOf)
    const { a, socket } = recovering({ verdictOf: spy }, { ackOf: undefined as never }, 5)
    expect(sent(socket)).toEqual([{ do: 'subscribe', topic: 'a', from: 5 }])
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribed', recovery: null })
    expect(spy).not.toHaveBeenCalled()
  })

  it('may disappear with the whole option while the channel is in use', () => {
    const { fake, a, ack, send, reopen, seen } = recovering({ isGap })
    ack()
    send(at(1))
    const channels = { ...fake.connection.option('channels')!, recovery: undefined as never }
    fake.connection.setOptions({ ...fake.connection.options, channels })
    reopen()
    ack()
    send(at(7), at(7))
    a.resubscribe()
    ack()
    expect(numbersIn(seen)).toEqual([1, 7, 7])
    expect(a.getSnapshot().status).toBe('subscribed')
    expect(fake.host.clock.reported).toEqual([])
  })

  it('never report an unknown verdict', () => {
    const { ack, send, reopen, seen } = recovering({ isGap })
    ack()
    send(at(1))
    reopen()
    ack()
    expect(seen).toEqual(['!fresh', '(subscribed)', 1, '(subscribing)', '(subscribed)'])
  })
})
