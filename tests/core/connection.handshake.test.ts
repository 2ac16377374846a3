import { describe, expect, it } from 'vitest'
import type { HandshakeIO } from '../../src/core/vocabulary/options'
import { createFakeConnection, settled, type FakeConnection, type FakeConnectionOptions } from '../support/fake-connection'

type IO = HandshakeIO<string, string>

/** A connection whose first socket is open and whose handshake is running. */
async function start(handshake: (io: IO) => void | Promise<void>, options: FakeConnectionOptions<string, string> = {}) {
  const fake = createFakeConnection<string, string>({ handshake, ...options })
  fake.connection.connect()
  fake.socket.open('chat')
  await settled()
  return fake
}

describe('the handshake option', () => {
  it('runs before the connection is open; the state is CONNECTING until it finishes', async () => {
    const fake = await start(async ({ receive }) => void (await receive()))
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'readying', readyState: 0, protocol: 'chat' })
    expect(fake.log).toEqual([])
    fake.socket.message('welcome')
    await settled()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'open', readyState: 1 })
    expect(fake.log).toEqual(['open'])
  })

  it('sends first, then messages of onOpen listeners, then queued messages', async () => {
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

  it('fails when more than 1000 messages wait to be received, and names the reason', async () => {
    const fake = await start(async ({ receive }) => void (await receive((message) => message === 'never')))
    for (let i = 0; i < 1000; i++) fake.socket.message(String(i))
    expect(fake.phase).toBe('readying')
    fake.socket.message('1000')
    const { phase, error } = fake.connection.getSnapshot()
    expect([phase, error?.code]).toEqual(['waiting', 'handshake-failed'])
    expect((error?.cause as Error).message).toContain('did not receive')
  })

  it('delivers the messages that it did not receive to subscribers, after open, in order and before later messages', async () => {
    const fake = await start(async ({ receive }) => void (await receive()))
    for (const message of ['welcome', 'a', 'b']) fake.socket.message(message)
    await settled()
    fake.socket.message('c')
    expect(fake.log).toEqual(['open', 'message a', 'message b', 'message c'])
    expect(fake.connection.getSnapshot().data).toBe('c')
  })

  it('keeps those messages until the connection is open, whatever is called meanwhile', async () => {
    const fake = await start(async ({ receive }) => void (await receive((message) => message === 'welcome')))
    fake.socket.message('a')
    fake.connection.retain()
    fake.host.signal('visible')
    expect(fake.log).toEqual([])
    fake.socket.message('welcome')
    await settled()
    expect(fake.log).toEqual(['open', 'message a'])
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
  ])('retries when it %s, with the error as the cause', async (_, handshake) => {
    const fake = await start(handshake)
    expect(fake.phase).toBe('waiting')
    expect(fake.socket.isLive).toBe(false)
    const { error } = fake.connection.getSnapshot()
    expect(error).toMatchObject({ code: 'handshake-failed', fatal: false, cause: expect.any(Error) as Error })
    expect(error?.message).not.toContain('secret')
    expect(fake.log).toEqual(['error handshake-failed'])
  })

  it.each<[string, (fake: FakeConnection<string, string>) => void, string[]]>([
    ['called for open', ({ connection }) => connection.on('open', () => connection.disconnect()), ['open']],
    ['called for a message', ({ connection }) => connection.onMessage(() => connection.disconnect()), ['open', 'message a']],
  ])('delivers nothing to subscribers after a listener %s disconnected', async (_, listen, expected) => {
    const fake = await start(() => new Promise((resolve) => setImmediate(resolve)))
    listen(fake)
    fake.socket.message('a')
    fake.socket.message('b')
    await settled()
    await settled()
    expect(fake.log).toEqual(expected)
    expect(fake.phase).toBe('closing')
  })

  it('fails the attempt when too many messages arrive, and retries', async () => {
    const fake = await start(() => new Promise(() => {}))
    for (let i = 0; i < 1001; i++) fake.socket.message('flood')
    expect(fake.phase).toBe('waiting')
    expect(fake.socket.isLive).toBe(false)
    expect(fake.log).toEqual(['error handshake-failed'])
  })

  it('closes the connection when its error is fatal', async () => {
    const fake = await start(() => Promise.reject(Object.assign(new Error('signed out'), { fatal: true })))
    fake.advance(60_000)
    expect(fake.phase).toBe('closed')
    expect(fake.connection.getSnapshot().error).toMatchObject({ code: 'handshake-failed', fatal: true })
    expect(fake.sockets).toHaveLength(1)
  })

  it('stops after handshakeTimeoutMs, and its signal aborts', async () => {
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

  it('fails the attempt when its socket closes, and stops waiting', async () => {
    const outcomes: string[] = []
    const fake = await start(({ receive }) => receive().then(() => void outcomes.push('received'), () => void outcomes.push('rejected')))
    fake.socket.closeWith(1006)
    await settled()
    expect(fake.phase).toBe('waiting')
    expect(outcomes).toEqual(['rejected'])
    expect(fake.log).toEqual(['error handshake-failed'])
  })

  it('handles a close of its socket by the class of the close code', async () => {
    const fatal = await start(({ receive }) => receive().then(() => {}))
    fatal.socket.closeWith(1008)
    expect(fatal.phase).toBe('closed')
    const refresh = await start(({ receive }) => receive().then(() => {}))
    refresh.socket.closeWith(4401)
    expect(refresh.phase).toBe('waiting')
    expect(refresh.connection.getSnapshot().lastClose).toMatchObject({ code: 4401 })
  })

  it('changes nothing when it ends after its attempt', async () => {
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

  it('emits no close event when abandoned, because there was no open event', async () => {
    const fake = await start(() => new Promise(() => {}))
    fake.connection.disconnect()
    expect(fake.log).toEqual([])
    expect(fake.phase).toBe('closed')
  })

  it('ends on disconnect() with the given code and reason', async () => {
    const fake = await start(() => new Promise<void>(() => {}))
    fake.connection.disconnect(4000, 'bye')
    expect(fake.socket.closeCalls).toEqual([[4000, 'bye']])
    expect(fake.phase).toBe('closed')
  })
})
