import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channel } from 'websocket-store'
import { ack as ackChannel, sent } from './support/channels'
import { at, isGap, loader, recovering, startLoading as start, type Options } from './support/recovering'
import type { Incoming } from './support/channels'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

/** A channel whose first load gave the state at 10. */
async function loadedAt10(options?: Options, more?: object) {
  const subject = start(options, more)
  subject.ack()
  await subject.loads[0]!.resolve({ messages: [at(10)] })
  subject.seen.length = 0
  return subject
}

describe('a fresh channel with `load`', () => {
  it('delivers the loaded messages, then those that arrived meanwhile and are newer, and is then subscribed', async () => {
    const { a, ack, send, loads, seen } = start()
    ack()
    expect(a.getSnapshot()).toMatchObject({ status: 'loading', recovery: 'fresh' })
    expect(loads.map(({ key, context }) => [key, context.reason])).toEqual([['a', 'fresh']])
    send(at(9), at(10), at(11), at(12))
    expect(seen).toEqual(['!fresh', '(loading)'])
    await loads[0]!.resolve({ messages: [at(1), at(2)], position: 10 })
    expect(seen.slice(2)).toEqual([1, 2, 11, 12, '(subscribed)'])
    send(at(12), at(13))
    expect(seen.slice(7)).toEqual([13])
  })

  it('continues its load when a new user comes while it lingers', async () => {
    const { fake, loads, socket } = start()
    const b = channel(fake.connection, 'b')
    const release = b.retain()
    ackChannel(socket, 'b')
    release()
    b.retain()
    await loads[0]!.resolve({ messages: [at(1, 'b')] })
    expect(b.getSnapshot()).toMatchObject({ status: 'subscribed', data: { offset: 1 } })
    expect([loads.length, socket.sent.length]).toEqual([1, 2])
  })

  it('takes the position from the loaded messages when the result has none', async () => {
    const { ack, send, loads, seen } = start()
    ack()
    send(at(2), at(3))
    await loads[0]!.resolve({ messages: [at(1), at(2)] })
    expect(seen.slice(2)).toEqual([1, 2, 3, '(subscribed)'])
  })

  it('continues with any message when the loaded position is not known', async () => {
    const { ack, send, loads, seen } = start()
    ack()
    send(at(7), at(8))
    await loads[0]!.resolve({ messages: [] })
    expect(seen.slice(2)).toEqual([7, 8, '(subscribed)'])
  })

  it('delivers the loaded messages with an event, to snapshot and history', async () => {
    const { a, ack, loads } = start({}, { history: 10 })
    const events: unknown[] = []
    a.onMessage((_message, event) => void events.push(event))
    ack()
    await loads[0]!.resolve({ messages: [at(1)] })
    expect(events).toEqual([{ type: 'message', data: at(1) }])
    expect(a.getSnapshot().data).toEqual(at(1))
    expect(a.history.map(({ message }) => message)).toEqual([at(1)])
  })

  it('loads again when a message that waited has a gap', async () => {
    const { ack, send, loads, seen } = start()
    ack()
    send(at(11), at(13))
    await loads[0]!.resolve({ messages: [at(10)] })
    expect(seen.slice(2)).toEqual([10, 11, '!gap'])
    expect(loads.map(({ context }) => context.reason)).toEqual(['fresh', 'gap'])
    send(at(14))
    await loads[1]!.resolve({ messages: [at(12)] })
    expect(seen.slice(5)).toEqual([12, 13, 14, '(subscribed)'])
  })

  it('loads again, without what waited, when more than 1000 messages wait', async () => {
    const { ack, send, loads, seen } = start()
    ack()
    for (let i = 0; i <= 1000; i++) send(at(100 + i))
    expect(loads[0]!.context.signal.aborted).toBe(true)
    vi.advanceTimersByTime(1000)
    expect(loads.map(({ context }) => context.reason)).toEqual(['fresh', 'gap'])
    send(at(1101))
    await loads[0]!.resolve({ messages: [at(5)] })
    await loads[1]!.resolve({ messages: [at(1100)] })
    expect(seen.slice(2)).toEqual([1100, 1101, '(subscribed)'])
  })
})

describe('a reconnected channel with `load`', () => {
  it('is not loaded when the server resumed it', async () => {
    const { a, ack, send, loads, seen, reopen } = await loadedAt10()
    expect(sent(reopen())).toEqual([{ do: 'subscribe', topic: 'a', from: 10 }])
    ack('resumed')
    send(at(11))
    expect(loads).toHaveLength(1)
    expect(seen).toEqual(['(subscribing)', '!resumed', '(subscribed)', 11])
    expect(a.getSnapshot().recovery).toBe('resumed')
  })

  it.each([
    ['the server says that there is a gap', 'gap', 'gap'],
    ['the server starts it new', 'fresh', 'fresh'],
    ['the server says nothing', undefined, 'gap'],
  ])('is loaded when %s', async (_, said, verdict) => {
    const { ack, loads, seen, reopen } = await loadedAt10()
    reopen()
    ack(said)
    expect(loads[1]!.context.reason).toBe(verdict)
    await loads[1]!.resolve({ messages: [at(20)] })
    expect(seen).toEqual(['(subscribing)', `!${verdict}`, '(loading)', 20, '(subscribed)'])
  })

  it('may load only what follows the last position', async () => {
    const { ack, send, loads, seen, reopen } = await loadedAt10()
    expect(loads[0]!.context.position).toBeUndefined()
    reopen()
    ack('gap')
    send(at(13))
    expect(loads[1]!.context.position).toBe(10)
    await loads[1]!.resolve({ messages: [at(11), at(12)] })
    expect(seen).toEqual(['(subscribing)', '!gap', '(loading)', 11, 12, 13, '(subscribed)'])
  })

  it('loads at once after each loss, also when no message came in between', async () => {
    const { ack, loads, reopen } = await loadedAt10()
    for (const count of [2, 3, 4]) {
      reopen()
      ack('gap')
      expect(loads).toHaveLength(count)
      await loads.at(-1)!.resolve({ messages: [at(10)] })
    }
  })

  it('aborts the load when the socket is lost, and keeps the position of before', async () => {
    const { a, ack, send, loads, seen, reopen } = await loadedAt10()
    send(at(11), at(13))
    expect(loads[1]!.context).toMatchObject({ reason: 'gap', signal: { aborted: false } })
    expect(sent(reopen())).toEqual([{ do: 'subscribe', topic: 'a', from: 11 }])
    expect(loads[1]!.context.signal.aborted).toBe(true)
    await loads[1]!.resolve({ messages: [at(99)] })
    ack('resumed')
    send(at(12))
    expect(seen).toEqual([11, '!gap', '(loading)', '(subscribing)', '!resumed', '(subscribed)', 12])
    expect(a.getSnapshot().status).toBe('subscribed')
  })
})

describe('a gap in live messages with `load`', () => {
  it('loads at once, and the message that showed it waits', async () => {
    const { a, send, loads, seen } = await loadedAt10()
    send(at(11), at(13), at(14))
    expect(a.getSnapshot()).toMatchObject({ status: 'loading', recovery: 'gap' })
    await loads[1]!.resolve({ messages: [at(13)] })
    expect(seen).toEqual([11, '!gap', '(loading)', 13, 14, '(subscribed)'])
  })

  it('loads only after a backoff while no load helps', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    const { a, send, loads } = await loadedAt10()
    send(at(11), at(20))
    await loads[1]!.resolve({ messages: [at(12)] })
    expect([a.getSnapshot().status, loads.length]).toEqual(['loading', 2])
    // Half of a second, then half a second and half of a window that doubles.
    for (const [index, delayMs] of [500, 1500, 2500, 4500].entries()) {
      vi.advanceTimersByTime(delayMs - 1)
      expect(loads).toHaveLength(2 + index)
      vi.advanceTimersByTime(1)
      await loads[2 + index]!.resolve({ messages: [at(12)] })
      expect(a.getSnapshot().status).toBe('loading')
    }
    vi.advanceTimersByTime(8500)
    await loads.at(-1)!.resolve({ messages: [at(19)] })
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribed', data: at(20) })
    const before = loads.length
    send(at(30))
    expect(loads).toHaveLength(before + 1)
  })
})

it('each of many channels has its own recovery', async () => {
  const { load, loads } = loader()
  const { fake, ack } = recovering({ load, isGap })
  const b = channel(fake.connection, 'b')
  const received: (number | undefined)[] = []
  b.onMessage(({ offset }: Incoming) => void received.push(offset))
  ack()
  fake.socket.message(JSON.stringify({ type: 'ack', topic: 'b' }))
  await loads[1]!.resolve({ messages: [at(5, 'b')] })
  fake.socket.message(JSON.stringify(at(6, 'b')))
  fake.socket.message(JSON.stringify(at(1, 'a')))
  expect([received, b.getSnapshot().status, channel(fake.connection, 'a').getSnapshot().status]).toEqual([[5, 6], 'subscribed', 'loading'])
})
