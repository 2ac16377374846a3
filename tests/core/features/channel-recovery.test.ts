import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channel } from 'websocket-store'
import { framesOf, sent } from './support/channels'
import { at, isGap, recovering, verdictOf } from './support/recovering'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

describe('the verdict of a subscription', () => {
  it('is fresh without a position, whatever the server says', () => {
    const { a, ack, seen } = recovering({ verdictOf })
    expect(a.getSnapshot().recovery).toBeNull()
    ack('gap')
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribed', recovery: 'fresh' })
    expect(seen).toEqual(['!fresh', '(subscribed)'])
  })

  it.each(['fresh', 'resumed', 'gap'] as const)('is what the server says of a position that it was given: %s', (verdict) => {
    const { a, ack, send, reopen, seen } = recovering({ verdictOf })
    ack()
    send(at(1))
    reopen()
    ack(verdict)
    expect(a.getSnapshot().recovery).toBe(verdict)
    expect(seen.filter((each) => String(each).startsWith('!'))).toEqual(['!fresh', `!${verdict}`])
  })

  it.each([
    ['resumed', 2],
    ['gap', 3],
  ])('is not known before the first message when the server says nothing, and then is %s', (verdict, offset) => {
    const { a, ack, send, reopen, seen } = recovering({ isGap })
    ack()
    send(at(1))
    reopen()
    ack()
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribed', recovery: null })
    send(at(offset), at(offset + 1))
    expect(a.getSnapshot().recovery).toBe(verdict)
    expect(seen.slice(-3)).toEqual([`!${verdict}`, offset, offset + 1])
  })

  it('stays unknown when there is neither a verdict of the server nor `isGap`', () => {
    const { a, ack, send, reopen } = recovering({})
    ack()
    send(at(1))
    reopen()
    ack()
    send(at(7))
    expect(a.getSnapshot()).toMatchObject({ recovery: null, data: { offset: 7 } })
  })

  it('is fresh after positionOf forgot the position', () => {
    const { a, ack, send, reopen } = recovering({ verdictOf }, { positionOf: ({ offset }) => (offset === 0 ? null : offset) })
    ack()
    send(at(5), at(0))
    expect(sent(reopen())).toEqual([{ do: 'subscribe', topic: 'a' }])
    ack('resumed')
    expect(a.getSnapshot().recovery).toBe('fresh')
  })

  it('is null without the recovery option', () => {
    const { a, ack } = recovering({}, { recovery: undefined as never })
    ack()
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribed', recovery: null })
  })

  it('is given to the first user of a channel on an open socket, before its first message', () => {
    const { fake } = recovering({}, { ackOf: undefined as never })
    const seen: unknown[] = []
    const b = channel(fake.connection, 'b')
    b.onRecovery((verdict) => void seen.push(verdict))
    expect(seen).toEqual(['fresh'])
  })
})

describe('messages before the ack of a new socket', () => {
  it('wait for the verdict, and follow in order', () => {
    const { ack, send, reopen, seen } = recovering({ verdictOf, isGap })
    ack()
    send(at(1))
    reopen()
    seen.length = 0
    send(at(2), at(3))
    expect(seen).toEqual([])
    ack('resumed')
    expect(seen).toEqual(['!resumed', 2, 3, '(subscribed)'])
  })

  it('are a gap when there are more than 1000 of them', () => {
    const { a, ack, send, reopen } = recovering({ verdictOf })
    ack()
    send(at(1))
    reopen()
    for (let i = 2; i <= 1002; i++) send(at(i))
    ack('resumed')
    expect(a.getSnapshot()).toMatchObject({ recovery: 'gap', status: 'subscribed' })
  })
})

describe('a duplicate', () => {
  it('is skipped when its position is not after the last one', () => {
    const { ack, send, reopen, seen } = recovering({ verdictOf })
    ack()
    send(at(1), at(2), at(2), at(1), at(3))
    reopen()
    ack('resumed')
    send(at(2), at(3), at(4))
    expect(seen.filter(Number)).toEqual([1, 2, 3, 4])
  })

  it('is not skipped without the recovery option', () => {
    const { ack, send, seen } = recovering({}, { recovery: undefined as never })
    ack()
    send(at(1), at(1))
    expect(seen.filter(Number)).toEqual([1, 1])
  })

  it.each([
    ['text of the same length', ['a1', 'a2', 'a2', 'a1', 'a3'], ['a1', 'a2', 'a3']],
    ['text of another length, which is not compared', ['9', '10', '9'], ['9', '10', '9']],
    ['bigints', [1n, 2n, 1n, 3n], [1n, 2n, 3n]],
    ['objects, which are not compared', [{ at: 2 }, { at: 1 }], [{ at: 2 }, { at: 1 }]],
  ])('is found by positions that are %s', (_, positions, expected) => {
    const { a, ack, send } = recovering({}, { positionOf: (({ offset }: { offset: number }) => positions[offset]) as never })
    const seen: unknown[] = []
    a.onMessage(({ offset }) => void seen.push(positions[offset!]))
    ack()
    send(...positions.map((_position, index) => at(index)))
    expect(seen).toEqual(expected)
  })

  it('is found by isAfter where there is one', () => {
    const { ack, send, seen } = recovering({ isAfter: (position, previous) => position < previous })
    ack()
    send(at(9), at(8), at(9), at(7))
    expect(seen.filter(Number)).toEqual([9, 8, 7])
  })

  it('is accepted as the first message after a subscription that was not resumed', () => {
    const { ack, send, reopen, seen } = recovering({ verdictOf })
    ack()
    send(at(100))
    reopen()
    ack('fresh')
    send(at(1), at(2), at(1))
    expect(seen.filter(Number)).toEqual([100, 1, 2])
  })
})

describe('a gap without `load`', () => {
  it('subscribes again from the last good position, and discards messages until then', () => {
    const { a, ack, send, seen, socket } = recovering({ isGap, verdictOf })
    ack()
    send(at(1), at(2), at(4), at(5))
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribing', recovery: 'gap' })
    expect(sent(socket).slice(1)).toEqual([{ do: 'unsubscribe', topic: 'a' }, { do: 'subscribe', topic: 'a', from: 2 }])
    ack('resumed')
    send(at(3), at(4))
    expect(seen.slice(2)).toEqual([1, 2, '!gap', '(subscribing)', '!resumed', '(subscribed)', 3, 4])
  })

  it('accepts the first message of the next subscription as the new base when the server lost the others, too', () => {
    const { ack, send, seen, socket } = recovering({ isGap, verdictOf })
    ack()
    send(at(1), at(3))
    ack('gap')
    send(at(4), at(5))
    expect(framesOf(socket)).toHaveLength(3)
    expect(seen.slice(2)).toEqual([1, '!gap', '(subscribing)', '!gap', '(subscribed)', 4, 5])
  })

  it('subscribes only after a backoff when the subscription before did not help', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const { a, ack, send, seen, socket } = recovering({ isGap, verdictOf })
    ack()
    send(at(1), at(3))
    ack('resumed')
    send(at(3), at(4))
    expect(a.getSnapshot().status).toBe('subscribing')
    expect(seen.filter((each) => each === '!gap')).toHaveLength(2)
    vi.advanceTimersByTime(499)
    expect(framesOf(socket)).toHaveLength(3)
    vi.advanceTimersByTime(1)
    expect(framesOf(socket)).toHaveLength(5)
    ack('resumed')
    send(at(2), at(3), at(5))
    expect(framesOf(socket)).toHaveLength(7)
  })
})

describe('a gap after the first message of a subscription that was lost', () => {
  it.each([{}, { retry: false }])('waits for the default backoff with %o, and nothing is reported', (more) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const { ack, send, socket } = recovering({ isGap, verdictOf }, more)
    ack()
    send(at(1), at(3))
    ack('gap')
    send(at(4), at(6))
    expect(framesOf(socket)).toHaveLength(3)
    vi.advanceTimersByTime(499)
    expect(framesOf(socket)).toHaveLength(3)
    vi.advanceTimersByTime(1)
    expect(framesOf(socket)).toHaveLength(5)
  })

  it('subscribes again at once where there are no acks', () => {
    const { send, socket } = recovering({ isGap }, { ackOf: undefined as never })
    send(at(1), at(3))
    expect(framesOf(socket)).toEqual(['subscribe a', 'unsubscribe a', 'subscribe a'])
  })
})

describe('options', () => {
  it('are live: the recovery in force decides about each message', () => {
    const { ack, send, seen, setRecovery } = recovering({})
    ack()
    send(at(1), at(3))
    setRecovery({ isGap })
    send(at(4), at(6))
    expect(seen.slice(2)).toEqual([1, 3, 4, '!gap', '(subscribing)'])
  })

  it('may appear after the channel was subscribed', () => {
    const { a, ack, send, seen, setRecovery } = recovering({}, { recovery: undefined as never })
    ack()
    send(at(1), at(3))
    setRecovery({ isGap })
    send(at(5), at(6), at(6))
    expect(a.getSnapshot().recovery).toBeNull()
    expect(seen.filter(Number)).toEqual([1, 3, 5, 6])
  })

  it.each(['verdictOf', 'isGap', 'isAfter'] as const)('%s that throws is reported, and the message is delivered', (name) => {
    const { ack, send, seen } = recovering({
      [name]: () => {
        throw new Error('mistake')
      },
    }, {}, 1)
    ack('resumed')
    send(at(2), at(3))
    expect(seen.filter(Number)).toEqual([2, 3])
    expect(() => vi.advanceTimersByTime(1)).toThrow('mistake')
  })
})
