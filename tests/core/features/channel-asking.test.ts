import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { json } from '../../../src/core/codec/json'
import { channel } from '../../../src/core/features/channel/channel'
import { createFakeConnection } from '../../support/fake-connection'
import { create, ignore, protocol, sent, tick, type Incoming, type Outgoing } from './support/channels'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the subscribe frame', () => {
  it('is sent once for all holders of a key, and unsubscribed after the last release and the linger', () => {
    const fake = create()
    const socket = fake.open()
    const first = channel(fake.connection, 'a')
    const release = first.retain()
    const stop = channel(fake.connection, 'a').onMessage(ignore)
    expect(sent(socket)).toEqual([{ do: 'subscribe', topic: 'a' }])
    release()
    release()
    stop()
    vi.advanceTimersByTime(999)
    expect(socket.sent).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(sent(socket).at(-1)).toEqual({ do: 'unsubscribe', topic: 'a' })
    expect(first.getSnapshot().status).toBe('idle')
  })

  it('is not sent again when a holder returns within the linger', () => {
    const fake = create()
    const socket = fake.open()
    channel(fake.connection, 'a').retain()()
    vi.advanceTimersByTime(500)
    channel(fake.connection, 'a').retain()
    vi.advanceTimersByTime(5000)
    expect(socket.sent).toHaveLength(1)
  })

  it('is sent once on each open, before frames of open listeners and before the send queue', () => {
    const fake = create()
    fake.connection.on('open', () => void fake.connection.send({ do: 'greet' }))
    channel(fake.connection, 'a').retain()
    channel(fake.connection, 'b').retain()
    fake.connection.send({ do: 'queued' })
    const first = fake.open()
    const order = ['subscribe', 'subscribe', 'greet', 'queued']
    expect(sent(first).map((message) => message.do)).toEqual(order)
    first.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    expect(sent(fake.socket).map((message) => message.do)).toEqual(order.slice(0, 3))
  })

  it('is sent once for a channel that a listener of the open retains', () => {
    const fake = create()
    fake.connection.on('state', ({ phase }) => phase === 'open' && channel(fake.connection, 'a').retain())
    fake.connection.on('open', () => channel(fake.connection, 'a').retain())
    expect(sent(fake.open())).toEqual([{ do: 'subscribe', topic: 'a' }])
  })

  it('is sent once for a channel that another one retains when its status changes', () => {
    const fake = create()
    const a = channel(fake.connection, 'a')
    a.subscribe(() => void channel(fake.connection, 'b').retain())
    channel(fake.connection, 'b').retain()
    expect(sent(fake.open()).map(({ topic }) => topic)).toEqual(['a', 'b'])
  })

  it('is not queued while the peer closes', () => {
    const fake = create()
    const socket = fake.open()
    socket.close()
    const a = channel(fake.connection, 'a')
    a.retain()
    expect(fake.connection.getSnapshot().queued).toBe(0)
    expect(a.getSnapshot().status).toBe('subscribing')
    socket.closeWith(1001)
    fake.advance(1000)
    fake.socket.open()
    expect(sent(fake.socket)).toEqual([{ do: 'subscribe', topic: 'a' }])
    expect(a.getSnapshot().status).toBe('subscribed')
    expect(fake.log.filter((line) => line.startsWith('drop'))).toEqual([])
  })

  it('is not followed by an unsubscribe frame or a drop when the peer is closing the socket', () => {
    const fake = create()
    const socket = fake.open()
    const release = channel(fake.connection, 'a').retain()
    socket.close()
    release()
    vi.advanceTimersByTime(1000)
    expect(sent(socket)).toEqual([{ do: 'subscribe', topic: 'a' }])
    expect(fake.log.filter((line) => line.startsWith('drop'))).toEqual([])
  })

  it('has no unsubscribe frame when the protocol has none, or on another socket', () => {
    const { connection, open } = createFakeConnection<Incoming, Outgoing>({
      codec: json<Incoming, Outgoing>(),
      channels: { subscribe: protocol.subscribe, route: protocol.route },
    })
    const release = channel(connection, 'a').retain()
    release()
    const socket = open()
    vi.advanceTimersByTime(1000)
    expect(sent(socket)).toEqual([{ do: 'subscribe', topic: 'a' }])
  })

  it('continues from the last position', () => {
    const fake = create({ positionOf: ({ offset }) => offset })
    const first = fake.open()
    channel(fake.connection, 'a', { position: 5 }).retain()
    expect(sent(first)).toEqual([{ do: 'subscribe', topic: 'a', from: 5 }])
    tick(first, 'a', 8)
    tick(first, 'a')
    first.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    expect(sent(fake.socket)).toEqual([{ do: 'subscribe', topic: 'a', from: 8 }])
  })

  it('is sent on each open, even when a transport reuses the open event', () => {
    const opened = { type: 'open' }
    const sockets: { onopen?: (event: object) => void; onclose?: (event: object) => void; sent: unknown[]; readyState: number }[] = []
    const fake = createFakeConnection<Incoming, Outgoing>({
      codec: json<Incoming, Outgoing>(),
      channels: protocol,
      transport() {
        const socket = { sent: [] as unknown[], readyState: 0, send: (data: never) => void socket.sent.push(data), close: ignore }
        sockets.push(socket)
        return socket
      },
    })
    channel(fake.connection, 'a').retain()
    fake.connection.connect()
    for (const expected of [1, 2]) {
      const socket = sockets.at(-1)!
      socket.readyState = 1
      socket.onopen?.(opened)
      expect([sockets.length, socket.sent.length]).toEqual([expected, 1])
      socket.readyState = 3
      socket.onclose?.({ type: 'close', code: 1006 })
      fake.advance(1000)
    }
  })

  it('fails only for one channel when `subscribe` throws, and is tried again on the next open', () => {
    let isBroken = true
    const fake = create({
      subscribe(topic) {
        if (isBroken && topic === 'bad') throw new Error('no such topic')
        return { do: 'subscribe', topic }
      },
    })
    const bad = channel(fake.connection, 'bad')
    bad.retain()
    channel(fake.connection, 'good').retain()
    const socket = fake.open()
    expect(sent(socket)).toEqual([{ do: 'subscribe', topic: 'good' }])
    expect(bad.getSnapshot()).toMatchObject({ status: 'error', error: { message: 'no such topic' } })
    expect(() => vi.runOnlyPendingTimers()).toThrow('no such topic')
    isBroken = false
    socket.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    expect(sent(fake.socket).map(({ topic }) => topic)).toEqual(['bad', 'good'])
    expect(bad.getSnapshot()).toMatchObject({ status: 'subscribed', error: null })
  })

  it('that cannot be encoded does not throw in retain(), and leaves nothing behind', () => {
    const cyclic: Record<string, unknown> = { do: 'subscribe' }
    cyclic.self = cyclic
    const fake = create({ subscribe: () => cyclic as unknown as Outgoing })
    const socket = fake.open()
    const release = channel(fake.connection, 'a').retain()
    expect(channel(fake.connection, 'a').getSnapshot()).toMatchObject({ status: 'error', error: { code: 'encode-failed' } })
    expect(() => vi.advanceTimersByTime(0)).toThrow(expect.objectContaining({ code: 'encode-failed' }))
    channel(fake.connection, 'a').retain()()
    release()
    vi.advanceTimersByTime(1000)
    expect(channel(fake.connection, 'a').getSnapshot().status).toBe('idle')
    expect(socket.sent).toEqual([])
  })

  it('needs the `channels` option', () => {
    expect(() => channel(createFakeConnection().connection, 'a').retain()).toThrow('`channels` option')
  })
})
