import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteLength, createQueue } from '../../../src/core/policy/send-queue'
import { QUEUE } from '../../../src/core/policy/defaults'
import type { QueueOptions } from '../../../src/core/vocabulary/options'
import type { DroppedMessage } from '../../../src/core/vocabulary/events'
import { RUNS } from '../../support/property'

/** A queue of texts, and a list of the dropped messages. */
function queueOf(options?: QueueOptions) {
  const dropped: DroppedMessage<string>[] = []
  const queue = createQueue<string>(() => ({ ...QUEUE, ...options }), (message, reason) => dropped.push({ message, reason }))
  const shift = (now = 0) => queue.shift(now)?.message
  return {
    queue,
    shift,
    push: (message: string, now = 0) => queue.push(message, message, now),
    drain(now = 0) {
      const messages: string[] = []
      for (let next = shift(now); next !== undefined; next = shift(now)) messages.push(next)
      return messages
    },
    drops: () => dropped.map(({ message, reason }) => `${message} ${reason}`),
  }
}

describe('bytes on the wire', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['\u00e9', 2],
    ['\u20ac', 3],
    ['\u{1f600}', 4],
    ['\ud83d', 3],
    ['\ude00', 3],
    ['a\ud83db', 5],
    ['\ude00\ud83d', 6],
    ['\u007f\u0080\u07ff\u0800\uffff', 1 + 2 + 2 + 3 + 3],
  ])('%j has %i bytes, as in TextEncoder', (text, bytes) => {
    expect(new TextEncoder().encode(text)).toHaveLength(bytes)
    expect(byteLength(text)).toBe(bytes)
  })

  it('equal TextEncoder for any text, including lone surrogates', () => {
    const unit = fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xd700, max: 0xe100 }))
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const text = String.fromCharCode(...units)
        expect(byteLength(text)).toBe(new TextEncoder().encode(text).length)
      }),
      { numRuns: RUNS * 5 },
    )
  })

  it('equal the size for buffers, views and Blobs', () => {
    expect(byteLength(new ArrayBuffer(7))).toBe(7)
    expect(byteLength(new SharedArrayBuffer(8))).toBe(8)
    expect(byteLength(new Uint16Array(5))).toBe(10)
    expect(byteLength(new DataView(new ArrayBuffer(9), 4))).toBe(5)
    expect(byteLength(new Blob(['\u20ac']))).toBe(3)
  })
})

describe('the send queue', () => {
  it('returns messages in order', () => {
    const { push, drain, queue } = queueOf()
    for (const message of ['a', 'b', 'c']) expect(push(message)).toBe(true)
    expect(queue.size()).toBe(3)
    expect(drain()).toEqual(['a', 'b', 'c'])
    expect(queue.size()).toBe(0)
  })

  it('drops a message that does not fit by default, and keeps the queued ones', () => {
    const { push, drain, drops } = queueOf({ maxMessages: 2 })
    expect(['a', 'b', 'c'].map((message) => push(message))).toEqual([true, true, false])
    expect(drops()).toEqual(['c overflow'])
    expect(drain()).toEqual(['a', 'b'])
  })

  it("drops the oldest messages with 'drop-oldest'", () => {
    const { push, drain, drops } = queueOf({ maxMessages: 2, overflow: 'drop-oldest' })
    expect(['a', 'b', 'c', 'd'].map((message) => push(message))).toEqual([true, true, true, true])
    expect(drops()).toEqual(['a overflow', 'b overflow'])
    expect(drain()).toEqual(['c', 'd'])
  })

  it('returns true for a kept message although it replaced an equal one', () => {
    const { push, drops, drain } = queueOf({ maxMessages: 1, overflow: 'drop-oldest' })
    expect([push('same'), push('same')]).toEqual([true, true])
    expect(drops()).toEqual(['same overflow'])
    expect(drain()).toEqual(['same'])
  })

  it('counts bytes, not characters', () => {
    const { push, drops } = queueOf({ maxBytes: 8 })
    expect([push('\u20ac\u20ac'), push('abc'), push('ab')]).toEqual([true, false, true])
    expect(drops()).toEqual(['abc overflow'])
  })

  it("keeps its messages with 'drop-oldest' when a message can never fit", () => {
    const { push, drain, drops } = queueOf({ maxBytes: 4, overflow: 'drop-oldest' })
    push('ab')
    expect(push('abcde')).toBe(false)
    expect(drops()).toEqual(['abcde overflow'])
    expect(drain()).toEqual(['ab'])
  })

  it("drops all others with 'drop-oldest' for a message that needs all bytes", () => {
    const { push, drain, drops } = queueOf({ maxBytes: 4, overflow: 'drop-oldest' })
    push('ab')
    expect(push('abcd')).toBe(true)
    expect(drops()).toEqual(['ab overflow'])
    expect(drain()).toEqual(['abcd'])
  })

  it.each(['drop-oldest', 'drop-newest'] as const)('drops every message when its limit is 0 (%s)', (overflow) => {
    const { push, drops } = queueOf({ maxMessages: 0, overflow })
    expect(push('a')).toBe(false)
    expect(drops()).toEqual(['a overflow'])
  })

  it('has room again after messages leave', () => {
    const { push, shift, queue } = queueOf({ maxBytes: 2 })
    push('ab')
    expect(shift()).toBe('ab')
    expect(push('cd')).toBe(true)
    queue.clear('closed')
    expect(push('ef')).toBe(true)
  })

  it('drops messages after their ttl instead of sending them', () => {
    const { push, drain, drops } = queueOf({ ttlMs: 100 })
    push('a', 0)
    push('b', 50)
    expect(drain(100)).toEqual(['b'])
    expect(drops()).toEqual(['a expired'])
  })

  it('removes expired messages before it checks its limit', () => {
    const { push, drain, drops } = queueOf({ ttlMs: 100, maxMessages: 1 })
    push('a', 0)
    expect(push('b', 100)).toBe(true)
    expect(drops()).toEqual(['a expired'])
    expect(drain(100)).toEqual(['b'])
  })

  it('drops all messages as closed when cleared', () => {
    const { push, queue, shift, drops } = queueOf()
    for (const message of ['a', 'b', 'c']) push(message)
    shift()
    queue.clear('closed')
    expect(drops()).toEqual(['b closed', 'c closed'])
    expect(queue.size()).toBe(0)
  })

  it('drops only the messages that match, keeps the order of the others and makes room', () => {
    const dropped: string[] = []
    const queue = createQueue<string>(() => ({ ...QUEUE, maxMessages: 4, maxBytes: 4 }), (message, reason) => dropped.push(`${message} ${reason}`))
    for (const message of ['a', 'b', 'c', 'd']) queue.push(message, message, 0)
    expect(queue.clear('cleared', (message) => message === 'b' || message === 'c')).toBe(2)
    expect(dropped).toEqual(['b cleared', 'c cleared'])
    expect(queue.messages()).toEqual(['a', 'd'])
    expect([queue.push('ee', 'ee', 0), queue.push('f', 'f', 0)]).toEqual([true, false])
  })

  it('returns the encoded data with each message', () => {
    const queue = createQueue<object>(() => QUEUE, () => {})
    const message = { a: 1 }
    queue.push(message, '{"a":1}', 0)
    expect(queue.shift(0)).toMatchObject({ message, data: '{"a":1}' })
  })

  it('holds 1000 messages and 1 MiB by default', () => {
    const many = queueOf()
    expect(Array.from({ length: 1001 }, () => many.push('')).indexOf(false)).toBe(1000)
    const big = queueOf()
    expect([big.push('x'.repeat(2 ** 20)), big.push('x')]).toEqual([true, false])
  })
})

describe('any pushes and shifts', () => {
  const options = fc.record(
    {
      maxMessages: fc.nat(5),
      maxBytes: fc.nat(12),
      ttlMs: fc.integer({ min: 1, max: 20 }),
      overflow: fc.constantFrom('drop-oldest' as const, 'drop-newest' as const),
    },
    { requiredKeys: [] },
  )
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ type: fc.constant('push' as const), length: fc.nat(6), after: fc.nat(5) }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('shift' as const), length: fc.constant(0), after: fc.nat(5) }) },
  )

  it('invariants 17 and 18: the queue keeps its limits and its order, sends or drops each message once, and sends none after its ttl', () => {
    fc.assert(
      fc.property(options, fc.array(step, { maxLength: 40 }), (given, steps) => {
        const { maxMessages = 1000, maxBytes = 2 ** 20, ttlMs = Infinity } = given
        const dropped: DroppedMessage<number>[] = []
        const settings = { ...QUEUE, ...(given as QueueOptions) }
        const queue = createQueue<number>(() => settings, (message, reason) => dropped.push({ message, reason }))
        const pushedAt: number[] = []
        const lengths: number[] = []
        const refused: number[] = []
        const out: number[] = []
        let now = 0
        for (const { type, length, after } of steps) {
          now += after
          if (type === 'push') {
            const id = pushedAt.push(now) - 1
            lengths.push(length)
            if (!queue.push(id, 'x'.repeat(length), now)) refused.push(id)
          } else {
            const entry = queue.shift(now)
            if (entry) {
              expect(now - pushedAt[entry.message]!).toBeLessThan(ttlMs)
              out.push(entry.message)
            }
          }
          const removed = new Set([...out, ...dropped.map(({ message }) => message)])
          const inside = pushedAt.map((_, id) => id).filter((id) => !removed.has(id))
          expect(queue.size()).toBe(inside.length)
          expect(queue.size()).toBeLessThanOrEqual(maxMessages)
          expect(inside.reduce((sum, id) => sum + lengths[id]!, 0)).toBeLessThanOrEqual(maxBytes)
        }
        queue.clear('closed')
        expect(out).toEqual(out.toSorted((a, b) => a - b))
        const accounted = [...out, ...dropped.map(({ message }) => message)]
        expect(accounted.toSorted((a, b) => a - b)).toEqual(pushedAt.map((_, id) => id))
        expect(refused.every((id) => dropped.some(({ message, reason }) => message === id && reason === 'overflow'))).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })
})
