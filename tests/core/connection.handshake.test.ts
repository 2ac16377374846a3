import { describe, expect, it } from 'vitest'
import type { HandshakeIO } from '../../src/core/vocabulary/options'
import { createFakeConnection, settled, type FakeConnection, type FakeConnectionOptions } from '../support/fake-connection'

type IO = HandshakeIO<string, string>

/** A connection whose first socket is open and whose handshake runs. */
async function start(handshake: (io: IO) => void | Promise<void>, options: FakeConnectionOptions<string, string> = {}) {
  const fake = createFakeConnection<string, string>({ handshake, ...options })
  fake.connection.connect()
  fake.socket.open('chat')
  await settled()
  return fake
}

describe('the handshake option', () => {
  it('runs before the connection is open: CONNECTING until it is done', async () => {
    const fake = await start(async ({ receive }) => void (await receive()))
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'readying', readyState: 0, protocol: 'chat' })
    expect(fake.log).toEqual([])
    fake.socket.message('welcome')
    await settled()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'open', readyState: 1 })
    expect(fake.log).toEqual(['open'])
  })

  it('sends first, then what onOpen listeners send, then what was queued', async () => {
    const fake = createFakeConnection<string, string>({
      handshake: async ({ send, receive }) => {
        send('auth')
        await receive()
        send('ready')
      },
    })
    fake.connection.on('open', () => void fake.connection.send('from onOpen'))
    fake.connection.send('queued 1')
    fake.connection.connect()
    fake.connection.send('queued 2')
    fake.socket.open()
    await settled()
    expect(fake.socket.sent).toEqual(['auth'])
    expect(fake.connection.send('queued 3')).toBe('queued')
    fake.socket.message('welcome')
    await settled()
    expect(fake.socket.sent).toEqual(['auth', 'ready', 'from onOpen', 'queued 1', 'queued 2', 'queued 3'])
  })

  it('leaves what it did not receive to the subscribers, after open, in order and before later messages', async () => {
    const fake = await start(async ({ receive }) => void (await receive()))
    for (const message of ['welcome', 'a', 'b']) fake.socket.message(message)
    await settled()
    fake.socket.message('c')
    expect(fake.log).toEqual(['open', 'message a', 'message b', 'message c'])
    expect(fake.connection.getSnapshot().data).toBe('c')
  })

  it('runs on each socket', async () => {
    let runs = 0
    const fake = await start(({ send }) => send(`token ${++runs}`))
    fake.socket.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    await settled()
    expect(fake.sockets.map(({ sent }) => sent)).toEqual([['token 1'], ['token 2']])
    expect(fake.log).toEqual(['open', 'close 1006', 'reopen'])
  })

  it('encodes and decodes with the codec', async () => {
    const got: unknown[] = []
    const fake = createFakeConnection<unknown, unknown>({
      codec: { encode: (message) => `<${String(message)}>`, decode: (data) => [data] },
      handshake: async ({ send, receive }) => {
        send('a')
        got.push(await receive())
      },
    })
    fake.connection.connect()
    fake.socket.open()
    await settled()
    fake.socket.message('b')
    await settled()
    expect(fake.socket.sent).toEqual(['<a>'])
    expect(got).toEqual([['b']])
  })

  it.each<[string, (io: IO) => void | Promise<void>]>([
    ['rejects', () => Promise.reject(new Error('token=secret'))],
    [
      'throws',
      () => {
        throw new Error('token=secret')
      },
    ],
    ['sends what cannot be encoded', ({ send }) => send({} as string)],
  ])('that %s is retried, and its error is the cause', async (_, handshake) => {
    const fake = await start(handshake)
    expect(fake.phase).toBe('waiting')
    expect(fake.socket.isLive).toBe(false)
    const { error } = fake.connection.getSnapshot()
    expect(error).toMatchObject({ code: 'handshake-failed', fatal: false, cause: expect.any(Error) as Error })
    expect(error?.message).not.toContain('secret')
    expect(fake.log).toEqual(['error handshake-failed'])
  })

  it.each<[string, (fake: FakeConnection<string, string>) => void, string[]]>([
    ['told open', ({ connection }) => connection.on('open', () => connection.disconnect()), ['open']],
    ['told a message', ({ connection }) => connection.onMessage(() => connection.disconnect()), ['open', 'message a']],
  ])('leaves nothing to subscribers once a listener that is %s disconnected', async (_, listen, expected) => {
    const fake = await start(() => new Promise((resolve) => setImmediate(resolve)))
    listen(fake)
    fake.socket.message('a')
    fake.socket.message('b')
    await settled()
    await settled()
    expect(fake.log).toEqual(expected)
    expect(fake.phase).toBe('closing')
  })

  it('that is flooded is a failed attempt, and is retried like any other', async () => {
    const fake = await start(() => new Promise(() => {}))
    for (let i = 0; i < 1001; i++) fake.socket.message('flood')
    expect(fake.phase).toBe('waiting')
    expect(fake.socket.isLive).toBe(false)
    expect(fake.log).toEqual(['error handshake-failed'])
  })

  it('that says fatal closes the connection', async () => {
    const fake = await start(() => Promise.reject(Object.assign(new Error('signed out'), { fatal: true })))
    fake.advance(60_000)
    expect(fake.phase).toBe('closed')
    expect(fake.connection.getSnapshot().error).toMatchObject({ code: 'handshake-failed', fatal: true })
    expect(fake.sockets).toHaveLength(1)
  })

  it('is bounded by handshakeTimeoutMs, and told to stop', async () => {
    let signal: AbortSignal | undefined
    const fake = await start(
      (io) => {
        signal = io.signal
        return new Promise(() => {})
      },
      { handshakeTimeoutMs: 300 },
    )
    fake.advance(299)
    expect(fake.phase).toBe('readying')
    expect(signal?.aborted).toBe(false)
    fake.advance(1)
    expect(fake.phase).toBe('waiting')
    expect(fake.connection.getSnapshot().error).toMatchObject({ code: 'handshake-timeout' })
    expect(signal?.aborted).toBe(true)
  })

  it('whose socket closes under it is a failed attempt, and waits no longer', async () => {
    const outcomes: string[] = []
    const fake = await start(({ receive }) => receive().then(() => void outcomes.push('received'), () => void outcomes.push('rejected')))
    fake.socket.closeWith(1006)
    await settled()
    expect(fake.phase).toBe('waiting')
    expect(outcomes).toEqual(['rejected'])
    expect(fake.log).toEqual(['error handshake-failed'])
  })

  it('whose socket closes with a class of its own is treated by that class', async () => {
    const fatal = await start(({ receive }) => receive().then(() => {}))
    fatal.socket.closeWith(1008)
    expect(fatal.phase).toBe('closed')
    const refresh = await start(({ receive }) => receive().then(() => {}))
    refresh.socket.closeWith(4401)
    expect(refresh.phase).toBe('waiting')
    expect(refresh.connection.getSnapshot().lastClose).toMatchObject({ code: 4401 })
  })

  it('that ends after its attempt did changes nothing', async () => {
    const dones: (() => void)[] = []
    const fake = await start(() => new Promise((resolve) => dones.push(resolve)))
    fake.connection.reconnect()
    fake.socket.open()
    await settled()
    dones[0]?.()
    await settled()
    expect(fake.phase).toBe('readying')
    dones[1]?.()
    await settled()
    expect(fake.phase).toBe('open')
    expect(fake.log).toEqual(['open'])
  })

  it('makes no close event when given up, for there was no open', async () => {
    const fake = await start(() => new Promise(() => {}))
    fake.connection.disconnect()
    expect(fake.log).toEqual([])
    expect(fake.phase).toBe('closed')
  })

  it('is ended by disconnect() with the code and reason given', async () => {
    const fake = await start(() => new Promise<void>(() => {}))
    fake.connection.disconnect(4000, 'bye')
    expect(fake.socket.closeCalls).toEqual([[4000, 'bye']])
    expect(fake.phase).toBe('closed')
  })
})
