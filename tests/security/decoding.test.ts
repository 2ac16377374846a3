import { describe, expect, it } from 'vitest'
import { binary, json, text, type Codec, type Connection } from 'websocket-store'
import { createFold, createHistory } from '../../src/core/binding/message-view'
import { createSubscriber } from '../../src/core/binding/subscriber'
import { connectTo, serve } from '../support/per-test'
import { collectUncaught } from '../support/uncaught'
import { untilPhase, waitFor } from '../support/wait-for'

const DEPTH = 100_000
const deep = '['.repeat(DEPTH) + ']'.repeat(DEPTH)
const deepObject = '{"a":'.repeat(DEPTH) + '0' + '}'.repeat(DEPTH)

/** Sends the hostile messages and then one good message, and returns the results. */
async function bomb(codec: Codec<unknown, unknown>, bombs: readonly (string | Buffer)[]) {
  const uncaught = collectUncaught()
  const server = await serve()
  const connection = connectTo<unknown, unknown>(server.url, { codec })
  const messages: unknown[] = []
  const errors: string[] = []
  connection.onMessage((message) => void messages.push(message))
  connection.on('error', ({ code }) => void errors.push(code))
  connection.connect()
  await untilPhase(connection, 'open')
  for (const each of [...bombs, '"good"']) server.sockets[0]!.send(each)
  await waitFor(() => messages.length + errors.length === bombs.length + 1)
  expect(connection.getSnapshot().phase).toBe('open')
  expect(server.opened).toBe(1)
  expect(uncaught).toEqual([])
  return { messages, errors, connection }
}

describe('a message that is hard to decode is delivered or emits an error, and the next one is delivered:', () => {
  const revived = json({ reviver: (_, value) => value })

  it('JSON a hundred thousand levels deep', async () => {
    const { messages, errors } = await bomb(json(), [deep, deepObject])
    expect(messages.at(-1)).toBe('good')
    expect(messages.length + errors.length).toBe(3)
  })

  it('the same JSON with a reviver, which recurses for each level', async () => {
    const { messages, errors } = await bomb(revived, [deep, deepObject])
    expect(messages).toEqual(['good'])
    expect(errors).toEqual(['decode-failed', 'decode-failed'])
  })

  it('numbers beyond all limits', async () => {
    const { messages } = await bomb(json(), ['1e999999', `-${'9'.repeat(1_000_000)}`, '1e-999999', '9007199254740993'])
    expect(messages).toEqual([Infinity, -Infinity, 0, 9007199254740992, 'good'])
  })

  it('a string of ten million characters, and one of escapes', async () => {
    const long = 'x'.repeat(10_000_000)
    const { messages } = await bomb(json(), [`"${long}"`, `"${'\\u0000'.repeat(1_000_000)}"`, '"\\ud800"'])
    expect((messages[0] as string).length).toBe(long.length)
    expect((messages[1] as string).length).toBe(1_000_000)
    expect(messages.slice(2)).toEqual(['\ud800', 'good'])
  })

  it('invalid JSON', async () => {
    const bombs = ['', '{', 'undefined', '[1,]', '{"a":1}{', '\u0000', '\ufeff1', "{'a':1}", 'NaN']
    const { messages, errors } = await bomb(json(), bombs)
    expect(messages).toEqual(['good'])
    expect(errors).toEqual(bombs.map(() => 'decode-failed'))
  })

  it('binary frames that are not UTF-8', async () => {
    const bombs = [Buffer.from([0xc3, 0x28]), Buffer.from([0xff]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.alloc(1_000_000, 0x80)]
    const { messages, errors } = await bomb(text(), bombs)
    expect(messages).toEqual(['"good"'])
    expect(errors).toEqual(bombs.map(() => 'decode-failed'))
  })

  it('text where bytes are expected', async () => {
    const { errors } = await bomb(binary() as Codec<unknown, unknown>, ['text'])
    expect(errors).toEqual(['decode-failed', 'decode-failed'])
  })

  it.each<[string, unknown]>([
    ['an error', new Error('no')],
    ['undefined', undefined],
    ['null', null],
    ['a text', 'no'],
    ['an object with fatal: true', { fatal: true }],
  ])('a codec that throws %s', async (_, thrown) => {
    const codec: Codec<unknown, unknown> = {
      encode: String,
      decode(data) {
        if (data === 'bomb') throw thrown
        return data
      },
    }
    const { messages, errors, connection } = await bomb(codec, ['bomb'])
    expect([messages, errors]).toEqual([['"good"'], ['decode-failed']])
    // This is only an event. The state of the connection does not change.
    expect(connection.getSnapshot().error).toBeNull()
  })
})

describe('a callback that throws loses only this message, its error is reported in a separate task, and other listeners are called:', () => {
  const bombs = ['bomb', 'fine', 'bomb', 'fine too']
  const orThrow = (message: unknown) => {
    if (message === 'bomb') throw new Error('on a bomb')
    return true
  }

  /** The messages of two holders when one of them throws. */
  async function share(use: (connection: Connection<string, string>) => () => unknown) {
    const uncaught = collectUncaught()
    const server = await serve()
    const connection = connectTo<string, string>(server.url, { notify: 'sync' })
    const result = use(connection)
    const received: string[] = []
    connection.onMessage((message) => void received.push(message))
    connection.connect()
    await untilPhase(connection, 'open')
    for (const each of bombs) server.sockets[0]!.send(each)
    await waitFor(() => received.length === bombs.length && uncaught.length >= 2)
    expect(received).toEqual(bombs)
    expect(connection.getSnapshot().phase).toBe('open')
    expect(server.opened).toBe(1)
    return { uncaught: uncaught.map(String), result: result() }
  }

  const TWICE = ['Error: on a bomb', 'Error: on a bomb']

  it('a filter', async () => {
    const { uncaught, result } = await share((connection) => {
      const passed: string[] = []
      const options = { filter: orThrow, onMessage: (message: string) => void passed.push(message) }
      createSubscriber(connection).attach(() => options)
      return () => passed
    })
    expect(result).toEqual(['fine', 'fine too'])
    expect(uncaught).toEqual(TWICE)
  })

  it('a callback', async () => {
    const { uncaught } = await share((connection) => {
      createSubscriber(connection).attach(() => ({ onMessage: orThrow }))
      return () => null
    })
    expect(uncaught).toEqual(TWICE)
  })

  it('a select', async () => {
    const { uncaught, result } = await share((connection) => {
      const seen: unknown[] = []
      const select = (message: string) => (orThrow(message) ? message : undefined)
      const subscriber = createSubscriber(connection)
      subscriber.subscribe(() => void seen.push(subscriber.read({ select }).data))
      return () => [...new Set(seen)].filter((each) => each !== undefined)
    })
    expect(result).toEqual(['fine', 'fine too'])
    expect(uncaught).toEqual(TWICE)
  })

  it('a reducer', async () => {
    const { uncaught, result } = await share((connection) => {
      const fold = createFold<string, string, string[]>(connection, () => (state, message) => (orThrow(message) ? [...state, message] : state), [])
      fold.subscribe(() => {})
      return fold.getSnapshot
    })
    expect(result).toEqual(['fine', 'fine too'])
    expect(uncaught).toEqual(TWICE)
  })

  it('the filter of a history', async () => {
    const { uncaught, result } = await share((connection) => {
      const history = createHistory(connection, () => ({ filter: orThrow }))
      history.subscribe(() => {})
      return history.getSnapshot
    })
    expect(result).toEqual(['fine', 'fine too'])
    expect(uncaught).toEqual(TWICE)
  })
})
