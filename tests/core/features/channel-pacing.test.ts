import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channel } from 'websocket-store'
import { ack, batchOf, create, framesOf, withAcks } from './support/channels'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

const paced = { ...withAcks, maxPerSecond: 10 }

/** Three channels that were subscribed and released. The message that unsubscribes the first one is sent, the others wait. */
function withWaitingReleases() {
  const fake = create(paced)
  const socket = fake.open()
  const releases = ['a', 'b', 'c'].map((key) => channel(fake.connection, key).retain())
  vi.advanceTimersByTime(300)
  for (const key of ['a', 'b', 'c']) ack(socket, key)
  for (const release of releases) release()
  vi.advanceTimersByTime(1000)
  return { fake, socket }
}

describe('maxPerSecond', () => {
  it('spaces the messages evenly, the first at once', () => {
    const fake = create(paced)
    for (const key of ['a', 'b', 'c']) channel(fake.connection, key).retain()
    const socket = fake.open()
    const counts = [0, 99, 1, 100, 1000].map((ms) => (vi.advanceTimersByTime(ms), socket.sent.length))
    expect(counts).toEqual([1, 1, 2, 3, 3])
    channel(fake.connection, 'd').retain()
    expect(framesOf(socket)).toEqual(['a', 'b', 'c', 'd'].map((key) => `subscribe ${key}`))
  })

  it('sends a subscribe message before unsubscribe messages that wait', () => {
    const { fake, socket } = withWaitingReleases()
    channel(fake.connection, 'd').retain()
    vi.advanceTimersByTime(300)
    expect(framesOf(socket).slice(3)).toEqual(['unsubscribe a', 'subscribe d', 'unsubscribe b', 'unsubscribe c'])
  })

  it('keeps an unsubscribe message that waits before a later subscribe message of the same channel', () => {
    const { fake, socket } = withWaitingReleases()
    const c = channel(fake.connection, 'c')
    c.retain()
    channel(fake.connection, 'd').retain()
    vi.advanceTimersByTime(400)
    expect(framesOf(socket).slice(3)).toEqual(['unsubscribe a', 'unsubscribe c', 'subscribe c', 'subscribe d', 'unsubscribe b'])
    ack(socket, 'c')
    expect(c.getSnapshot().status).toBe('subscribed')
  })

  it('starts the timeout of a channel when its last message was sent', () => {
    const fake = create({ ...paced, subscribeTimeoutMs: 150, retry: false })
    const [a, b] = ['a', 'b'].map((key) => channel(fake.connection, key))
    a!.retain()
    b!.retain()
    fake.open()
    vi.advanceTimersByTime(150)
    expect([a!.getSnapshot().status, b!.getSnapshot().status]).toEqual(['error', 'subscribing'])
    vi.advanceTimersByTime(100)
    expect(b!.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'subscribe-timeout', fatal: false } })
  })

  it('discards what waits for a channel that ends, and sends no unsubscribe for it', () => {
    const fake = create({ ...paced, maxPerSecond: 0.5 })
    const socket = fake.open()
    channel(fake.connection, 'a').retain()
    channel(fake.connection, 'b').retain()()
    channel(fake.connection, 'c').retain()
    vi.advanceTimersByTime(5000)
    expect(framesOf(socket)).toEqual(['subscribe a', 'subscribe c'])
  })

  it('discards what waits when the socket is lost, and starts at once on the next', () => {
    const fake = create({ ...paced, maxPerSecond: 0.5 })
    for (const key of ['a', 'b']) channel(fake.connection, key).retain()
    fake.open().closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    expect(framesOf(fake.socket)).toEqual(['subscribe a'])
    vi.advanceTimersByTime(2000)
    expect(framesOf(fake.socket)).toEqual(['subscribe a', 'subscribe b'])
  })

  it('sends the rest of a batch that has begun although the channel ended, then unsubscribes', () => {
    const fake = create({ maxPerSecond: 0.5, subscribe: (topic) => batchOf({ do: 'join', topic }, { do: 'follow', topic }) })
    const socket = fake.open()
    channel(fake.connection, 'a').retain()()
    vi.advanceTimersByTime(1000)
    expect(channel(fake.connection, 'a').getSnapshot().status).toBe('idle')
    vi.advanceTimersByTime(4000)
    expect(framesOf(socket)).toEqual(['join a', 'follow a', 'unsubscribe a'])
  })

  it('shows a channel as subscribed when its own message was sent, although those of others wait', () => {
    const fake = create({ maxPerSecond: 10 })
    const channels = ['a', 'b', 'c'].map((key) => channel(fake.connection, key))
    for (const each of channels) each.retain()
    fake.open()
    vi.advanceTimersByTime(100)
    expect(channels.map((each) => each.getSnapshot().status)).toEqual(['subscribed', 'subscribed', 'subscribing'])
  })

  it('starts no timeout for a channel whose ack came before its last message was sent', () => {
    const fake = create({ ...paced, subscribe: (topic) => batchOf({ do: 'join', topic }, { do: 'follow', topic }) })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()
    ack(socket, 'a')
    vi.advanceTimersByTime(60_000)
    expect(framesOf(socket)).toEqual(['join a', 'follow a'])
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribed', error: null })
  })
})

it('a subscribe message does not wait behind the messages of a congested socket', () => {
  const fake = create()
  const socket = fake.open()
  fake.connection.setOptions({ ...fake.connection.options, queue: { highWaterMarkBytes: 10 } })
  socket.bufferedAmount = 10
  expect(fake.connection.send({ do: 'wait' })).toBe('queued')
  const a = channel(fake.connection, 'a')
  a.retain()
  expect(framesOf(socket)).toEqual(['subscribe a'])
  expect(a.getSnapshot().status).toBe('subscribed')
})
