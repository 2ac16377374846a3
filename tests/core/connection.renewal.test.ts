import { describe, expect, it } from 'vitest'
import type { HandshakeIO } from '../../src/core/vocabulary/options'
import { createFakeConnection, settled, type FakeConnectionOptions } from '../support/fake-connection'

type IO = HandshakeIO<string, string>

/** A connection that is open, whose handshake sends a numbered token and waits for the same number. */
async function start(options: FakeConnectionOptions<string, string> = {}, renewAfterMs?: number) {
  let token = 0
  const handshake = async ({ send, receive, isRenewal }: IO) => {
    const own = String(++token)
    send(`${isRenewal ? 'renew' : 'auth'} ${own}`)
    const answer = await receive((message) => message.endsWith(` ${own}`))
    if (answer.startsWith('no')) throw Object.assign(new Error('refused'), { fatal: answer.startsWith('no never') })
    return renewAfterMs === undefined ? undefined : { renewAfterMs }
  }
  const fake = createFakeConnection<string, string>({ handshake, ...options })
  fake.connection.connect()
  fake.socket.open()
  await settled()
  fake.socket.message('ok 1')
  await settled()
  return { fake, handshake }
}

const outcomeOf = (promise: Promise<void>) => promise.then(() => 'done', (error: { readonly code: string }) => error.code)

describe('renew()', () => {
  it('runs the handshake again on the open socket, and resolves when it is done', async () => {
    const { fake } = await start()
    const outcome = outcomeOf(fake.connection.renew())
    await settled()
    expect(fake.socket.sent).toEqual(['auth 1', 'renew 2'])
    fake.socket.message('ok 2')
    expect(await outcome).toBe('done')
    expect(fake.sockets).toHaveLength(1)
    expect(fake.log).toEqual(['open'])
  })

  it('is done at once on a connection without a handshake, which stays open', async () => {
    const fake = createFakeConnection()
    fake.open()
    expect(await outcomeOf(fake.connection.renew())).toBe('done')
    fake.advance(60_000)
    expect([fake.phase, fake.log]).toEqual(['open', ['open']])
  })

  it('delivers all other messages at once while it runs, and sends at once', async () => {
    const { fake } = await start()
    const outcome = outcomeOf(fake.connection.renew())
    await settled()
    fake.socket.message('tick 1')
    expect(fake.connection.send('hello')).toBe('sent')
    fake.socket.message('ok 2')
    fake.socket.message('tick 2')
    await outcome
    expect(fake.log).toEqual(['open', 'message tick 1', 'message tick 2'])
  })

  it('waits for the renewal under way, and sends no second one', async () => {
    const { fake } = await start()
    const outcomes = [outcomeOf(fake.connection.renew()), outcomeOf(fake.connection.renew())]
    await settled()
    fake.socket.message('ok 2')
    expect(await Promise.all(outcomes)).toEqual(['done', 'done'])
    expect(fake.socket.sent).toEqual(['auth 1', 'renew 2'])
  })

  it('works in an event listener', async () => {
    const { fake } = await start()
    let outcome = Promise.resolve('not called')
    fake.connection.on('state', ({ phase }) => {
      if (phase === 'open') outcome = outcomeOf(fake.connection.renew())
    })
    fake.connection.reconnect()
    fake.socket.open()
    await settled()
    fake.socket.message('ok 2')
    await settled()
    expect(fake.socket.sent).toEqual(['auth 2', 'renew 3'])
    fake.socket.message('ok 3')
    expect(await outcome).toBe('done')
  })

  it('resolves at once while the connection is not open, and without a handshake', async () => {
    const { fake } = await start()
    fake.connection.disconnect()
    fake.socket.closeWith(1000)
    expect(await outcomeOf(fake.connection.renew())).toBe('done')
    const plain = createFakeConnection()
    const socket = plain.open()
    expect(await outcomeOf(plain.connection.renew())).toBe('done')
    expect(await outcomeOf(plain.connection.renew())).toBe('done')
    expect(socket.sent).toEqual([])
    expect(plain.phase).toBe('open')
  })

  it('replaces the socket when the server refuses, without a close that looks like a crash', async () => {
    const { fake } = await start()
    const outcome = outcomeOf(fake.connection.renew())
    await settled()
    fake.socket.message('no 2')
    expect(await outcome).toBe('handshake-failed')
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'waiting', lastClose: { code: 1000, wasClean: true } })
    expect(fake.log).toEqual(['open', 'close 1000', 'error handshake-failed'])
    fake.advance(1000)
    expect(fake.sockets).toHaveLength(2)
  })

  it('closes for good when the error is fatal', async () => {
    const { fake } = await start()
    const outcome = outcomeOf(fake.connection.renew())
    await settled()
    fake.socket.message('no never 2')
    expect(await outcome).toBe('handshake-failed')
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'closed', error: { code: 'handshake-failed', fatal: true } })
  })

  it('rejects and replaces the socket when the server does not answer within handshakeTimeoutMs', async () => {
    const { fake } = await start({ handshakeTimeoutMs: 3000 })
    const outcome = outcomeOf(fake.connection.renew())
    await settled()
    fake.advance(2999)
    expect(fake.phase).toBe('open')
    fake.advance(1)
    expect(await outcome).toBe('handshake-failed')
    expect(fake.log).toEqual(['open', 'close 1000', 'error handshake-timeout'])
  })

  it('rejects when the socket is lost meanwhile', async () => {
    const { fake } = await start()
    const outcome = outcomeOf(fake.connection.renew())
    await settled()
    fake.socket.closeWith(4401)
    expect(await outcome).toBe('handshake-failed')
    expect(fake.log).toEqual(['open', 'close 4401'])
  })
})

it('delivers what the first handshake did not receive, also when an open listener calls renew() at once', async () => {
  const fake = createFakeConnection<string, string>({
    handshake: async ({ receive }) => void (await receive((message) => message === 'welcome' || message === 'renewed')),
  })
  const outcomes: Promise<string>[] = []
  fake.connection.on('open', () => outcomes.push(outcomeOf(fake.connection.renew())))
  fake.connection.connect()
  fake.socket.open()
  await settled()
  for (const message of ['early', 'welcome', 'late']) fake.socket.message(message)
  await settled()
  fake.socket.message('renewed')
  expect(await Promise.all(outcomes)).toEqual(['done'])
  expect(fake.log).toEqual(['open', 'message early', 'message late'])
})

describe('renewAfterMs', () => {
  it('runs the handshake again after this time, and again after the time that the renewal returned', async () => {
    const { fake } = await start({}, 60_000)
    for (const round of [2, 3]) {
      fake.advance(59_999)
      await settled()
      expect(fake.socket.sent).toHaveLength(round - 1)
      fake.advance(1)
      await settled()
      expect(fake.socket.sent.at(-1)).toBe(`renew ${round}`)
      fake.socket.message(`ok ${round}`)
      await settled()
    }
    expect(fake.sockets).toHaveLength(1)
  })

  it('counts from the last renewal, whoever caused it', async () => {
    const { fake } = await start({}, 60_000)
    fake.advance(50_000)
    const outcome = outcomeOf(fake.connection.renew())
    await settled()
    fake.socket.message('ok 2')
    await outcome
    fake.advance(59_999)
    await settled()
    expect(fake.socket.sent).toHaveLength(2)
    fake.advance(1)
    await settled()
    expect(fake.socket.sent).toHaveLength(3)
  })

  it.each([NaN, -1, Infinity])('never renews when it is %s', async (renewAfterMs) => {
    const { fake } = await start({}, renewAfterMs)
    fake.advance(3_600_000)
    await settled()
    expect([fake.socket.sent, fake.phase]).toEqual([['auth 1'], 'open'])
  })

  it('ends with the socket', async () => {
    const { fake } = await start({}, 60_000)
    fake.connection.disconnect()
    fake.socket.closeWith(1000)
    fake.advance(120_000)
    await settled()
    expect(fake.socket.sent).toEqual(['auth 1'])
  })

  it('uses the handshake in force at that time', async () => {
    const { fake } = await start({}, 60_000)
    fake.connection.setOptions({ handshake: ({ send }) => send('new'), WebSocket: fake.network.WebSocket })
    fake.advance(60_000)
    await settled()
    expect(fake.socket.sent).toEqual(['auth 1', 'new'])
  })
})

describe('the signal of a handshake', () => {
  it('lives as long as the socket', async () => {
    let signal: IO['signal'] | undefined
    const fake = createFakeConnection<string, string>({ handshake: (io) => void (signal = io.signal) })
    fake.connection.connect()
    fake.socket.open()
    await settled()
    expect([fake.phase, signal!.aborted]).toEqual(['open', false])
    fake.socket.closeWith(1006)
    expect(signal!.aborted).toBe(true)
  })
})
