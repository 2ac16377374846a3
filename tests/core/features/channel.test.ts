import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Channel } from 'websocket-store'
import { channel } from '../../../src/core/features/channel/channel'
import { createFakeConnection } from '../../support/fake-connection'
import { create, ignore, protocol, sent, tick, type Incoming } from './support/channels'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('messages', () => {
  it('reach only the listeners of their channel, in order', () => {
    const fake = create()
    const socket = fake.open()
    const received: unknown[] = []
    channel(fake.connection, 'a').onMessage(({ offset }) => void received.push(`a${String(offset)}`))
    channel(fake.connection, 'b').onMessage(({ offset }) => void received.push(`b${String(offset)}`))
    tick(socket, 'a', 1)
    tick(socket, 'b', 2)
    tick(socket, 'unknown', 3)
    tick(socket, '__proto__', 3)
    tick(socket, 'a', 4)
    expect(received).toEqual(['a1', 'b2', 'a4'])
  })

  it('are routed with one call of `route`, however many channels there are', () => {
    const route = vi.fn(protocol.route)
    const fake = create({ route })
    const socket = fake.open()
    for (let i = 0; i < 100; i++) channel(fake.connection, String(i)).onMessage(ignore)
    tick(socket, '7')
    expect(route).toHaveBeenCalledTimes(1)
  })

  it('appear in the snapshot of a later component, but are not delivered to it', () => {
    const fake = create()
    const socket = fake.open()
    channel(fake.connection, 'a').retain()
    tick(socket, 'a', 1)
    const late: unknown[] = []
    const joined = channel(fake.connection, 'a')
    joined.onMessage((message) => void late.push(message))
    expect(joined.getSnapshot().data?.offset).toBe(1)
    expect(late).toEqual([])
  })

  it('notify snapshot subscribers at once, then once per frame, with the same snapshot for all', () => {
    const fake = create({}, 'frame')
    const socket = fake.open()
    vi.advanceTimersByTime(100)
    const [a, b] = [channel(fake.connection, 'a'), channel(fake.connection, 'b')]
    const seen: unknown[] = []
    a.subscribe(() => void seen.push(`a${String(a.getSnapshot().data?.offset)}`))
    b.subscribe(() => void seen.push(`b${String(b.getSnapshot().data?.offset)}`))
    vi.advanceTimersByTime(100)
    seen.length = 0
    for (let i = 1; i <= 50; i++) {
      tick(socket, 'a', i)
      tick(socket, 'b', i)
    }
    expect(seen).toEqual(['a1'])
    expect(a.getSnapshot().data?.offset).toBe(1)
    vi.advanceTimersByTime(100)
    expect(seen.splice(0).sort()).toEqual(['a1', 'a50', 'b50'])
  })

  it('reach the other listeners when one throws', () => {
    const fake = create()
    const socket = fake.open()
    const received: unknown[] = []
    channel(fake.connection, 'a').onMessage(() => {
      throw new Error('listener')
    })
    channel(fake.connection, 'a').onMessage((message) => void received.push(message))
    tick(socket, 'a', 1)
    expect(received).toHaveLength(1)
    expect(() => vi.runOnlyPendingTimers()).toThrow('listener')
  })
})

describe('status of a permanently closed connection', () => {
  it('is error, with the error of the connection', () => {
    const fake = create()
    const a = channel(fake.connection, 'a')
    const statuses: string[] = []
    a.subscribe(() => void statuses.push(a.getSnapshot().status))
    fake.open().closeWith(1008)
    const { error } = fake.connection.getSnapshot()
    expect(error).toMatchObject({ code: 'closed' })
    expect(a.getSnapshot()).toMatchObject({ status: 'error', error })
    expect(statuses).toEqual(['subscribed', 'error'])
  })

  it.each(['disconnect', 'dispose'] as const)('is error after %s(), with a null error', (end) => {
    const fake = create()
    const a = channel(fake.connection, 'a')
    a.retain()
    const socket = fake.open()
    fake.connection[end]()
    socket.answerClose()
    expect(a.getSnapshot()).toMatchObject({ status: 'error', error: null })
  })

  it('is error for a channel that is first used afterwards', () => {
    const fake = create()
    fake.open().closeWith(1008)
    const a = channel(fake.connection, 'a')
    a.retain()
    expect(a.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'closed' } })
  })

  it('is subscribing again, without the error, when the connection dials again', () => {
    const fake = create()
    const a = channel(fake.connection, 'a')
    a.retain()
    fake.open().closeWith(1008)
    fake.connection.connect()
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribing', error: null })
    fake.socket.open()
    expect(sent(fake.socket)).toEqual([{ do: 'subscribe', topic: 'a' }])
    expect(a.getSnapshot().status).toBe('subscribed')
  })

  it('keeps the latest message', () => {
    const fake = create()
    const a = channel(fake.connection, 'a')
    a.retain()
    const socket = fake.open()
    tick(socket, 'a', 1)
    socket.closeWith(1008)
    expect(a.getSnapshot().data).toMatchObject({ offset: 1 })
  })
})

describe('channel()', () => {
  it('does not throw without `channels`, but its first use does', () => {
    const fake = createFakeConnection()
    const a = channel(fake.connection, 'a')
    expect(a.getSnapshot().status).toBe('idle')
    expect(() => a.retain()).toThrow(/`channels`/)
  })

  it('uses the `notify` option in force', () => {
    const fake = create()
    const a = channel(fake.connection, 'a')
    fake.connection.setOptions({ WebSocket: fake.network.WebSocket, notify: { throttleMs: 50 } })
    expect(a.notify).toEqual({ throttleMs: 50 })
  })
})

describe('history', () => {
  const offsetsOf = ({ history }: Channel<Incoming>) => history.map(({ message }) => message.offset)

  it('is empty for a channel that nobody uses', () => {
    expect(channel(create({ history: 5 }).connection, 'a').history).toEqual([])
  })

  it('survives a reconnect, and is discarded when the connection is at rest', () => {
    const fake = create({ history: 5 })
    const a = channel(fake.connection, 'a')
    a.retain()
    const release = fake.connection.retain()
    fake.socket.open()
    tick(fake.socket, 'a', 1)
    fake.socket.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    tick(fake.socket, 'a', 2)
    expect(offsetsOf(a)).toEqual([1, 2])
    release()
    fake.advance(1000)
    fake.socket.answerClose()
    expect([fake.phase, offsetsOf(a)]).toEqual(['idle', []])
  })

  it('is empty when the connection has no `channels` any more', () => {
    const fake = create({ history: 5 })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()
    tick(socket, 'a', 1)
    fake.connection.setOptions({ WebSocket: fake.network.WebSocket })
    expect(a.history).toEqual([])
  })
})

describe('status', () => {
  it('without acknowledgements is subscribed after the subscribe frame was sent', () => {
    const fake = create()
    const a = channel(fake.connection, 'a')
    expect(a.getSnapshot().status).toBe('idle')
    const statuses: string[] = []
    a.subscribe(() => void statuses.push(a.getSnapshot().status))
    expect(a.getSnapshot().status).toBe('subscribing')
    fake.open().closeWith(1006)
    expect(statuses).toEqual(['subscribed', 'subscribing'])
  })

  it('with acknowledgements follows the messages of the server', () => {
    const fake = create({
      ackOf: ({ type, topic }) => (type === 'ack' ? topic : undefined),
      errorOf: ({ type, topic, why }) => (type === 'refused' ? { key: topic, error: why } : undefined),
    })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()
    expect(a.getSnapshot().status).toBe('subscribing')
    socket.message(JSON.stringify({ type: 'ack', topic: 'a' }))
    expect(a.getSnapshot().status).toBe('subscribed')
    socket.message(JSON.stringify({ type: 'refused', topic: 'a', why: 'no' }))
    expect(a.getSnapshot()).toMatchObject({ status: 'error', error: 'no' })
    socket.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    fake.socket.message(JSON.stringify({ type: 'ack', topic: 'a' }))
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribed', error: null })
  })

  it('of a refused channel resets when its last holder releases and a new one retains, even within the linger', () => {
    const fake = create({ errorOf: ({ type, topic }) => (type === 'refused' ? { key: topic, error: 'no' } : undefined) })
    const socket = fake.open()
    const release = channel(fake.connection, 'a').retain()
    socket.message(JSON.stringify({ type: 'refused', topic: 'a' }))
    channel(fake.connection, 'a').retain()()
    expect(socket.sent).toHaveLength(1)
    release()
    const again = channel(fake.connection, 'a')
    again.retain()
    expect(sent(socket).map((message) => message.do)).toEqual(['subscribe', 'subscribe'])
    expect(again.getSnapshot()).toMatchObject({ status: 'subscribed', error: null })
  })
})

it('leaves no listener and no timer on the connection after the last release', () => {
  const fake = create()
  fake.open()
  const before = vi.getTimerCount()
  const on = vi.spyOn(fake.connection, 'onMessage')
  const release = channel(fake.connection, 'a').retain()
  expect(on).toHaveBeenCalledTimes(1)
  release()
  vi.advanceTimersByTime(1000)
  expect(vi.getTimerCount()).toBe(before)
})
