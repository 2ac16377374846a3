import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channel } from 'websocket-store'
import type { FakeSocket } from '../../support/fake-socket'
import { ack, create, refuse, tick, withAcks, type Incoming, type Outgoing } from './support/channels'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

describe('a message that overtakes its ack', () => {
  /** As with Ethereum: the ack carries the id that messages use. */
  const ids = new Map<string, string>()
  const byId = {
    ...withAcks,
    ackOf: ({ type, topic, why }: Incoming) => {
      if (type !== 'ack') return undefined
      ids.set(why!, topic)
      return topic
    },
    route: ({ type, topic }: Incoming) => (type === 'tick' ? ids.get(topic) : undefined),
  }
  const confirm = (socket: FakeSocket, topic: string, id: string) => socket.message(JSON.stringify({ type: 'ack', topic, why: id }))
  beforeEach(() => ids.clear())

  function follow(more = {}) {
    const fake = create({ ...byId, ...more })
    const socket = fake.open()
    const received: unknown[] = []
    for (const key of ['a', 'b']) channel(fake.connection, key).onMessage(({ offset }) => void received.push(`${key}${String(offset)}`))
    return { fake, socket, received }
  }

  it('is delivered after the ack, before later ones, in order', () => {
    const { socket, received } = follow()
    tick(socket, '0x1', 1)
    tick(socket, '0x2', 2)
    tick(socket, '0x1', 3)
    expect(received).toEqual([])
    confirm(socket, 'a', '0x1')
    expect(received).toEqual(['a1', 'a3'])
    tick(socket, '0x1', 4)
    confirm(socket, 'b', '0x2')
    expect(received).toEqual(['a1', 'a3', 'a4', 'b2'])
  })

  it('is kept at most 1000 times, and the oldest are dropped', () => {
    const { socket, received } = follow()
    for (let i = 0; i <= 1000; i++) tick(socket, '0x1', i)
    confirm(socket, 'a', '0x1')
    expect([received.length, received[0], received.at(-1)]).toEqual([1000, 'a1', 'a1000'])
  })

  it('is discarded when no ack is pending any more', () => {
    const { socket, received } = follow({ retry: false })
    tick(socket, '0x1', 1)
    refuse(socket, 'a')
    confirm(socket, 'b', '0x2')
    confirm(socket, 'a', '0x1')
    tick(socket, '0x1', 2)
    expect(received).toEqual(['a2'])
  })

  it('is kept when another channel is refused', () => {
    const { socket, received } = follow()
    tick(socket, '0x2', 1)
    refuse(socket, 'a')
    confirm(socket, 'b', '0x2')
    expect(received).toEqual(['b1'])
  })

  it('is discarded when the last pending ack does not come in time', () => {
    const { fake, socket, received } = follow({ retry: false })
    tick(socket, '0x1', 1)
    vi.advanceTimersByTime(10_000)
    channel(fake.connection, 'a').resubscribe()
    confirm(socket, 'a', '0x1')
    expect(received).toEqual([])
  })

  it('is discarded when a listener disconnects', () => {
    const { fake, socket, received } = follow()
    channel(fake.connection, 'a').onMessage(() => fake.connection.disconnect())
    tick(socket, '0x1', 1)
    tick(socket, '0x1', 2)
    confirm(socket, 'a', '0x1')
    expect(received).toEqual(['a1'])
  })

  it('is discarded with its socket', () => {
    const { fake, socket, received } = follow()
    tick(socket, '0x1', 1)
    socket.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    confirm(fake.socket, 'a', '0x1')
    expect(received).toEqual([])
  })

  it('is routed only once when there is no pending ack', () => {
    const route = vi.fn(byId.route)
    const { socket } = follow({ route })
    confirm(socket, 'a', '0x1')
    confirm(socket, 'b', '0x2')
    route.mockClear()
    tick(socket, '0x3', 1)
    confirm(socket, 'a', '0x1')
    expect(route).toHaveBeenCalledTimes(2)
  })
})

it('the functions of the protocol are called with messages of the server only', () => {
  const route = vi.fn(({ type, topic }: Incoming) => (type === 'tick' ? topic : undefined))
  const fake = create({ ...withAcks, route })
  const socket = fake.open()
  channel(fake.connection, 'a').retain()
  ack(socket, 'a')
  tick(socket, 'a', 1)
  expect(route.mock.calls).toEqual([[{ type: 'ack', topic: 'a' }, undefined], [{ type: 'tick', topic: 'a', offset: 1 }, undefined]])
})

it('messages are not routed any more when the last channel has ended', () => {
  const route = vi.fn(withAcks.endOf)
  const fake = create({ route })
  const socket = fake.open()
  const releases = ['a', 'b'].map((key) => channel(fake.connection, key).retain())
  releases[0]!()
  vi.advanceTimersByTime(1000)
  tick(socket, 'b')
  expect(route).toHaveBeenCalledTimes(1)
  releases[1]!()
  vi.advanceTimersByTime(1000)
  tick(socket, 'b')
  expect(route).toHaveBeenCalledTimes(1)
})

describe('a message for several channels', () => {
  it('is delivered once to each of them, also when the list repeats a key', () => {
    const fake = create({ route: ({ topic }) => topic.split('+') })
    const socket = fake.open()
    const received: unknown[] = []
    for (const key of ['a', 'b', 'c']) channel(fake.connection, key).onMessage(() => void received.push(key))
    tick(socket, 'a+b+a+unknown')
    expect(received).toEqual(['a', 'b'])
  })
})

describe('a mistake in the protocol', () => {
  it.each([
    ['route', 1],
    ['ackOf', 2],
    ['errorOf', 2],
    ['endOf', 2],
    ['positionOf', 2],
  ] as const)('in %s is reported, and messages are delivered that have a channel', (name, count) => {
    let isBroken = true
    const fake = create({
      [name]: (message: Incoming) => {
        if (isBroken) throw new Error('mistake')
        return name === 'route' ? message.topic : undefined
      },
    })
    const socket = fake.open()
    const received = vi.fn()
    channel(fake.connection, 'a').onMessage(received)
    tick(socket, 'a', 1)
    isBroken = false
    tick(socket, 'a', 2)
    expect(received).toHaveBeenCalledTimes(count)
    expect(() => vi.advanceTimersByTime(1)).toThrow('mistake')
  })
})

it('null from positionOf forgets the position, and undefined keeps it', () => {
  const positions: unknown[] = []
  const fake = create({
    subscribe: (topic, position): Outgoing => (positions.push(position), { do: 'subscribe', topic }),
    positionOf: ({ offset, why }) => (why === 'forget' ? null : offset),
  })
  const socket = fake.open()
  const a = channel(fake.connection, 'a')
  a.retain()
  tick(socket, 'a', 5)
  tick(socket, 'a')
  a.resubscribe()
  socket.message(JSON.stringify({ type: 'tick', topic: 'a', why: 'forget' }))
  a.resubscribe()
  expect(positions).toEqual([undefined, 5, undefined])
})
