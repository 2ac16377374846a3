import { describe, expect, it } from 'vitest'
import { binary, json, text, type Codec } from 'websocket-store'
import { createFakeConnection, settled } from '../support/fake-connection'

const cause = (reason: RegExp) => ({ message: expect.stringMatching(reason) as string })
const PROMISE = /promise.*[Aa]wait/
const thenable = { then: () => {} }

describe('send()', () => {
  it.each<[string, Codec<unknown, never>, unknown, RegExp]>([
    ['a promise with json()', json(), Promise.resolve(1), PROMISE],
    ['a thenable with json()', json(), thenable, PROMISE],
    ['a promise with a custom codec', { encode: () => 'never', decode: (data: unknown) => data }, Promise.resolve(1), PROMISE],
    ['a message with an asynchronous encode()', { encode: async () => 'late', decode: (data: unknown) => data } as never, 'a', PROMISE],
    ['an object with text()', text() as never, { a: 1 }, /object is not text/],
    ['a string with binary()', binary() as never, 'a', /string is not bytes/],
  ])('throws for %s, and sends nothing', (_, codec, message, reason) => {
    const fake = createFakeConnection<unknown, never>({ codec })
    for (const connect of [() => {}, () => fake.open()]) {
      connect()
      expect(() => fake.connection.send(message as never)).toThrow(
        expect.objectContaining({ code: 'encode-failed', cause: expect.objectContaining(cause(reason)) as unknown }),
      )
    }
    expect(fake.connection.getSnapshot().queued).toBe(0)
    expect(fake.socket.sent).toEqual([])
  })

  it('does not run a lazy thenable, such as a database query', () => {
    let runs = 0
    const fake = createFakeConnection<unknown, unknown>({ codec: json() })
    expect(() => fake.connection.send({ then: () => runs++ })).toThrow()
    expect(runs).toBe(0)
  })

  it('sends a message whose `then` is not a function', () => {
    const fake = createFakeConnection<unknown, unknown>({ codec: json() })
    const socket = fake.open()
    fake.connection.send({ if: 1, then: 2 })
    expect(socket.sent).toEqual(['{"if":1,"then":2}'])
  })
})

describe('a frame that is decoded to a promise', () => {
  it('is a `decode-failed` error with this cause, and no message', async () => {
    const decode = async (data: unknown) => {
      if (data === 'bad') throw new Error('rejected')
      return data
    }
    const fake = createFakeConnection<unknown, string>({ codec: { encode: (message) => message, decode } })
    const causes: unknown[] = []
    fake.connection.on('error', (error) => causes.push(error.cause))
    const socket = fake.open()
    for (const frame of ['good', 'bad']) socket.message(frame)
    await settled() // an unhandled rejection would fail this test
    expect(fake.log).toEqual(['open', 'error decode-failed', 'error decode-failed'])
    expect(causes).toMatchObject([cause(PROMISE), cause(PROMISE)])
  })
})

describe('a ping', () => {
  it.each<[string, unknown]>([
    ['an object', { type: 'ping' }],
    ['a promise', Promise.resolve('ping')],
    ['a number', 1],
  ])('is reported and not sent when it is %s', (_, message) => {
    const heartbeat = { intervalMs: 1000, timeoutMs: Infinity, message: () => message as string }
    const fake = createFakeConnection({ heartbeat })
    const socket = fake.open()
    fake.advance(1000)
    expect(socket.sent).toEqual([])
    expect(fake.host.clock.reported).toMatchObject([{ code: 'encode-failed' }])
    expect(fake.phase).toBe('open')
  })
})
