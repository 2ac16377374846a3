import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { json } from '../../../src/core/codec/json'
import { channel } from '../../../src/core/features/channel'
import type { ChannelProtocol } from '../../../src/core/channel-types'
import { createFakeConnection } from '../../support/fake-connection'
import type { FakeSocket } from '../../support/fake-socket'

interface Incoming {
  readonly type: 'tick' | 'ack' | 'refused'
  readonly topic: string
  readonly offset?: number
  readonly why?: string
}
interface Outgoing {
  readonly do: string
  readonly topic?: string
  readonly from?: unknown
}

const protocol: ChannelProtocol<Incoming, Outgoing> = {
  subscribe: (topic, from) => ({ do: 'subscribe', topic, ...(from !== undefined && { from }) }),
  unsubscribe: (topic) => ({ do: 'unsubscribe', topic }),
  route: ({ type, topic }) => (type === 'tick' ? topic : undefined),
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function create(more: Partial<ChannelProtocol<Incoming, Outgoing>> = {}, notify: 'sync' | 'frame' = 'sync') {
  return createFakeConnection<Incoming, Outgoing>({ codec: json<Incoming, Outgoing>(), channels: { ...protocol, ...more }, notify })
}

const sent = (socket: FakeSocket) => socket.sent.map((data) => JSON.parse(data as string) as Outgoing)
const tick = (socket: FakeSocket, topic: string, offset?: number) => socket.message(JSON.stringify({ type: 'tick', topic, offset }))
const ignore = () => {}

describe('asking the server', () => {
  it('is done once for all who want one key, and ended by the last release after the linger', () => {
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

  it('is not repeated for one that comes back within the linger', () => {
    const fake = create()
    const socket = fake.open()
    channel(fake.connection, 'a').retain()()
    vi.advanceTimersByTime(500)
    channel(fake.connection, 'a').retain()
    vi.advanceTimersByTime(5000)
    expect(socket.sent).toHaveLength(1)
  })

  it('happens once on each open, before whatever open listeners send and before the queue', () => {
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

  it('is not doubled for a channel that is wanted by a listener of the open itself', () => {
    const fake = create()
    fake.connection.on('state', ({ phase }) => phase === 'open' && channel(fake.connection, 'a').retain())
    fake.connection.on('open', () => channel(fake.connection, 'a').retain())
    expect(sent(fake.open())).toEqual([{ do: 'subscribe', topic: 'a' }])
  })

  it('is not left in the queue while the peer closes', () => {
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

  it('is not ended, nor reported as dropped, on a socket that the peer closes', () => {
    const fake = create()
    const socket = fake.open()
    const release = channel(fake.connection, 'a').retain()
    socket.close()
    release()
    vi.advanceTimersByTime(1000)
    expect(sent(socket)).toEqual([{ do: 'subscribe', topic: 'a' }])
    expect(fake.log.filter((line) => line.startsWith('drop'))).toEqual([])
  })

  it('ends without a word where the protocol has none, or the socket is another', () => {
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

  it('goes on from the last position', () => {
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

  it('happens on each open, although a transport hands over the same open event again', () => {
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

  it('fails for that channel alone when `subscribe` throws, and is tried again on the next open', () => {
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

  it('does not throw at who wants a channel whose frame cannot be encoded, and leaves nothing behind', () => {
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
    expect(() => channel(createFakeConnection().connection, 'a')).toThrow('`channels` option')
  })
})

describe('messages', () => {
  it('reach the listeners of their channel, in order, and nobody else', () => {
    const fake = create()
    const socket = fake.open()
    const heard: unknown[] = []
    channel(fake.connection, 'a').onMessage(({ offset }) => void heard.push(`a${String(offset)}`))
    channel(fake.connection, 'b').onMessage(({ offset }) => void heard.push(`b${String(offset)}`))
    tick(socket, 'a', 1)
    tick(socket, 'b', 2)
    tick(socket, 'unknown', 3)
    tick(socket, '__proto__', 3)
    tick(socket, 'a', 4)
    expect(heard).toEqual(['a1', 'b2', 'a4'])
  })

  it('are routed with one question each, however many channels there are', () => {
    const route = vi.fn(protocol.route)
    const fake = create({ route })
    const socket = fake.open()
    for (let i = 0; i < 100; i++) channel(fake.connection, String(i)).onMessage(ignore)
    tick(socket, '7')
    expect(route).toHaveBeenCalledTimes(1)
  })

  it('are shown to one who joins later, and not handed to it', () => {
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

  it('are told to snapshot subscribers at once, then once a frame, the same to all', () => {
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

  it('leave the other channels alone when a listener throws', () => {
    const fake = create()
    const socket = fake.open()
    const heard: unknown[] = []
    channel(fake.connection, 'a').onMessage(() => {
      throw new Error('listener')
    })
    channel(fake.connection, 'a').onMessage((message) => void heard.push(message))
    tick(socket, 'a', 1)
    expect(heard).toHaveLength(1)
    expect(() => vi.runOnlyPendingTimers()).toThrow('listener')
  })
})

describe('status', () => {
  it('without acknowledgements is subscribed as soon as the server was asked', () => {
    const fake = create()
    const a = channel(fake.connection, 'a')
    expect(a.getSnapshot().status).toBe('idle')
    const statuses: string[] = []
    a.subscribe(() => void statuses.push(a.getSnapshot().status))
    expect(a.getSnapshot().status).toBe('subscribing')
    fake.open().closeWith(1006)
    expect(statuses).toEqual(['subscribed', 'subscribing'])
  })

  it('with acknowledgements follows the word of the server', () => {
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

  it('of a refused channel is asked for anew when all had let go, within the linger too, and not before', () => {
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

it('leaves nothing on the connection when nobody wants a channel any more', () => {
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
