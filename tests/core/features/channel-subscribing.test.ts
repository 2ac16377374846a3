import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channel, type SubscribeContext } from 'websocket-store'
import { settled } from '../../support/fake-connection'
import { ack, batchOf, create, framesOf, ignore, refuse, withAcks, type Outgoing } from './support/channels'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

describe('a promise of the subscribe message', () => {
  it('is awaited, and the status is subscribing until its message was sent', async () => {
    const fake = create({ subscribe: async (topic) => ({ do: 'subscribe', topic }) })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()
    expect([a.getSnapshot().status, socket.sent.length]).toEqual(['subscribing', 0])
    await settled()
    expect(framesOf(socket)).toEqual(['subscribe a'])
    expect(a.getSnapshot().status).toBe('subscribed')
  })

  it('is aborted and ignored when the channel ends', async () => {
    const calls: SubscribeContext[] = []
    let resolve: (message: Outgoing) => void = ignore
    const fake = create({
      subscribe: (_topic, _position, context) => {
        calls.push(context)
        void context.signal
        return new Promise((done) => (resolve = done))
      },
    })
    const socket = fake.open()
    channel(fake.connection, 'a').retain()()
    vi.advanceTimersByTime(999)
    expect(calls[0]!.signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(calls[0]!.signal.aborted).toBe(true)
    resolve({ do: 'subscribe', topic: 'a' })
    await settled()
    expect(socket.sent).toEqual([])
  })

  it('is aborted and ignored when the socket is lost, and the next open calls subscribe again', async () => {
    const pending: { signal: { readonly aborted: boolean }; resolve(message: Outgoing): void }[] = []
    const fake = create({
      subscribe: (_topic, _position, { signal }) => new Promise((resolve) => pending.push({ signal, resolve })),
    })
    const socket = fake.open()
    channel(fake.connection, 'a').retain()
    socket.closeWith(1006)
    expect(pending[0]!.signal.aborted).toBe(true)
    fake.advance(1000)
    fake.socket.open()
    pending[0]!.resolve({ do: 'late' })
    pending[1]!.resolve({ do: 'subscribe', topic: 'a' })
    await settled()
    expect(framesOf(fake.socket)).toEqual(['subscribe a'])
  })

  it('gives an aborted signal to a function that reads it after the channel ended', async () => {
    let context: SubscribeContext | undefined
    const fake = create({ subscribe: (_topic, _position, given) => ((context = given), new Promise<Outgoing>(ignore)) })
    fake.open()
    channel(fake.connection, 'a').retain()()
    vi.advanceTimersByTime(1000)
    expect(context!.signal.aborted).toBe(true)
  })

  it('that is rejected shows the error, and is called again after the backoff', async () => {
    let calls = 0
    const fake = create({
      subscribe: async (topic) => {
        if (++calls < 3) throw new Error(`no signature ${calls}`)
        return { do: 'subscribe', topic }
      },
      retry: () => 50,
    })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()
    await settled()
    expect(a.getSnapshot()).toMatchObject({ status: 'error', error: { message: 'no signature 1' } })
    vi.advanceTimersByTime(49)
    expect(calls).toBe(1)
    vi.advanceTimersByTime(1)
    expect([calls, a.getSnapshot().status]).toEqual([2, 'subscribing'])
    await settled()
    vi.advanceTimersByTime(50)
    await settled()
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribed', error: null })
    expect(framesOf(socket)).toEqual(['subscribe a'])
  })
})

describe('what subscribe returns', () => {
  it('may be several messages, sent in order', () => {
    const fake = create({ subscribe: (topic) => batchOf({ do: 'join', topic }, { do: 'follow', topic }) })
    const socket = fake.open()
    channel(fake.connection, 'a').retain()
    expect(framesOf(socket)).toEqual(['join a', 'follow a'])
  })

  it.each([
    ['undefined', undefined],
    ['an empty batch', batchOf<Outgoing>()],
  ])('may be %s: nothing is sent, and the channel is subscribed at once, also with acks', (_, nothing) => {
    const fake = create({ ...withAcks, subscribe: () => nothing })
    const socket = fake.open()
    const a = channel(fake.connection, 'a')
    a.retain()
    expect([a.getSnapshot().status, socket.sent.length]).toEqual(['subscribed', 0])
  })
})

describe('subscribeMany', () => {
  const many = {
    ...withAcks,
    subscribeMany: (channels: readonly { key: string; position?: unknown }[]): Outgoing => ({
      do: 'subscribe',
      topic: channels.map(({ key, position }) => (position === undefined ? key : `${key}@${String(position)}`)).join(),
    }),
  }

  it('is called once on an open with all channels and their positions', () => {
    const fake = create(many)
    for (const key of ['a', 'b']) channel(fake.connection, key).retain()
    channel(fake.connection, 'c', { position: 7 }).retain()
    const socket = fake.open()
    expect(framesOf(socket)).toEqual(['subscribe a,b,c@7'])
  })

  it('is called once for all channels that are first used in one task, and for a single one', async () => {
    const fake = create(many)
    const socket = fake.open()
    for (const key of ['a', 'b']) channel(fake.connection, key).retain()
    channel(fake.connection, 'a').resubscribe()
    expect(socket.sent).toEqual([])
    await settled()
    channel(fake.connection, 'c').retain()
    await settled()
    expect(framesOf(socket)).toEqual(['subscribe a,b', 'subscribe c'])
  })

  it('is confirmed by one message for several channels', async () => {
    const fake = create({ ...many, ackOf: ({ type, topic }) => (type === 'ack' ? topic.split(',') : undefined) })
    const socket = fake.open()
    const channels = ['a', 'b', 'c'].map((key) => channel(fake.connection, key))
    for (const each of channels) each.retain()
    await settled()
    ack(socket, 'a,b')
    expect(channels.map((each) => each.getSnapshot().status)).toEqual(['subscribed', 'subscribed', 'subscribing'])
  })

  it('is refused by one message for several channels', async () => {
    const fake = create({
      ...many,
      retry: false,
      errorOf: ({ type, topic, why }) => (type === 'refused' ? { key: topic.split(','), error: why } : undefined),
    })
    const socket = fake.open()
    const channels = ['a', 'b', 'c'].map((key) => channel(fake.connection, key))
    for (const each of channels) each.retain()
    await settled()
    refuse(socket, 'a,b', 'too many')
    expect(channels.map((each) => each.getSnapshot())).toMatchObject([
      { status: 'error', error: 'too many' },
      { status: 'error', error: 'too many' },
      { status: 'subscribing', error: null },
    ])
  })

  describe('with a promise', () => {
    function start() {
      let resolve = ignore
      const fake = create({
        ...many,
        subscribeMany: (channels) => new Promise<Outgoing>((done) => (resolve = () => done(many.subscribeMany(channels)))),
      })
      const releases = ['a', 'b'].map((key) => channel(fake.connection, key).retain())
      return { socket: fake.open(), releases, resolve: () => (resolve(), settled()) }
    }

    it('is sent although one of its channels has ended, which is unsubscribed after its ack', async () => {
      const { socket, releases, resolve } = start()
      releases[0]!()
      vi.advanceTimersByTime(1000)
      await resolve()
      expect(framesOf(socket)).toEqual(['subscribe a,b'])
      ack(socket, 'a')
      ack(socket, 'b')
      expect(framesOf(socket)).toEqual(['subscribe a,b', 'unsubscribe a'])
    })

    it('is not sent when all its channels have ended', async () => {
      const { socket, releases, resolve } = start()
      for (const release of releases) release()
      vi.advanceTimersByTime(1000)
      await resolve()
      expect([socket.sent.length, vi.getTimerCount()]).toEqual([0, 0])
    })
  })

  it('that throws makes all its channels fail, and is called again once for both', async () => {
    let isBroken = true
    const fake = create({
      ...many,
      retry: () => 10,
      subscribeMany: (channels) => {
        if (isBroken) throw new Error('mistake')
        return many.subscribeMany(channels)
      },
    })
    const socket = fake.open()
    const channels = ['a', 'b'].map((key) => channel(fake.connection, key))
    for (const each of channels) each.retain()
    await settled()
    expect(channels.map((each) => each.getSnapshot().status)).toEqual(['error', 'error'])
    expect(() => vi.advanceTimersByTime(0)).toThrow('mistake')
    isBroken = false
    vi.advanceTimersByTime(10)
    await settled()
    expect(framesOf(socket)).toEqual(['subscribe a,b'])
  })
})
