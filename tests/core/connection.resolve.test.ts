import { describe, expect, it } from 'vitest'
import type { AttemptContext, ConnectionProtocols, ConnectionUrl } from '../../src/core/vocabulary/events'
import { createFakeConnection, settled, URL_OF_TESTS } from '../support/fake-connection'

interface Question {
  readonly context: AttemptContext
  answer(url: string): void
  refuse(error: unknown): void
}

/** A url function that answers when the test says so. */
function createSlowUrl() {
  const questions: Question[] = []
  const url = (context: AttemptContext) =>
    new Promise<string>((answer, refuse) => {
      questions.push({ context, answer, refuse })
    })
  return { questions, url }
}

describe('a url function', () => {
  it('is asked once for each attempt, with the attempt and how the last socket closed', async () => {
    const { questions, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.retain()
    fake.connection.retain()
    fake.connection.connect()
    expect(questions).toHaveLength(1)
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'resolving', readyState: 0 })
    questions[0]!.answer('wss://host.test/1')
    await settled()
    fake.socket.closeWith(1013, 'later')
    fake.advance(10_000)
    questions[1]!.answer('https://host.test/2')
    await settled()
    expect(fake.sockets.map((socket) => socket.url)).toEqual(['wss://host.test/1', 'wss://host.test/2'])
    expect(questions.map(({ context: { attempt, lastClose } }) => [attempt, lastClose?.code])).toEqual([
      [0, undefined],
      [1, 1013],
    ])
  })

  it('may answer at once', async () => {
    const fake = createFakeConnection({ url: () => new URL(URL_OF_TESTS), protocols: () => ['a'] })
    fake.connection.connect()
    await settled()
    expect(fake.socket).toMatchObject({ url: URL_OF_TESTS, protocols: ['a'] })
  })

  it('is asked at the same time as a protocols function, each with the same context', async () => {
    const asked: unknown[] = []
    const fake = createFakeConnection({
      async url(context) {
        asked.push(context)
        await settled()
        return URL_OF_TESTS
      },
      protocols(context) {
        asked.push(context)
        return 'a'
      },
    })
    fake.connection.connect()
    expect(asked).toHaveLength(2)
    expect(asked[0]).toBe(asked[1])
    await settled()
    await settled()
    expect(fake.socket).toMatchObject({ url: URL_OF_TESTS, protocols: 'a' })
  })

  it.each<[string, { url?: ConnectionUrl; protocols?: ConnectionProtocols }, string]>([
    ['text that is no url', { url: () => 'nonsense' }, 'invalid-url'],
    ['nothing', { url: () => undefined as never }, 'invalid-url'],
    ['a protocol that is none', { protocols: () => 'a b' }, 'invalid-protocol'],
  ])('that answers %s is invalid for good', async (_, options, code) => {
    const fake = createFakeConnection(options)
    fake.connection.connect()
    await settled()
    expect(fake.phase).toBe('closed')
    expect(fake.connection.getSnapshot().error).toMatchObject({ code, fatal: true })
  })

  it.each<[string, (fake: ReturnType<typeof createFakeConnection>) => void]>([
    ['disconnect()', ({ connection }) => connection.disconnect()],
    ['reconnect()', ({ connection }) => connection.reconnect()],
    ['dispose()', ({ connection }) => connection.dispose()],
    ['the timeout', ({ advance }) => advance(10_000)],
    ['going offline', ({ host }) => host.signal('offline')],
  ])('is told to stop by %s, and its late answer is ignored', async (_, stop) => {
    const { questions, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.connect()
    expect(questions[0]!.context.signal.aborted).toBe(false)
    stop(fake)
    expect(questions[0]!.context.signal.aborted).toBe(true)
    const { phase } = fake
    questions[0]!.answer(URL_OF_TESTS)
    await settled()
    expect(fake.sockets).toHaveLength(0)
    expect(fake.phase).toBe(phase)
  })

  it('is told to stop when demand is gone', async () => {
    const { questions, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.retain()()
    fake.advance(1000)
    expect(questions[0]!.context.signal.aborted).toBe(true)
    expect(fake.phase).toBe('idle')
    questions[0]!.refuse(new Error('late'))
    await settled()
    expect(fake.log).toEqual([])
  })

  it('that answers out of order dials only for the attempt under way', async () => {
    const { questions, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.connect()
    fake.connection.reconnect()
    questions[1]!.answer('wss://host.test/new')
    await settled()
    questions[0]!.answer('wss://host.test/old')
    await settled()
    expect(fake.sockets.map((socket) => socket.url)).toEqual(['wss://host.test/new'])
  })

  it('whose stale refusal comes late changes nothing', async () => {
    const { questions, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.connect()
    fake.connection.reconnect()
    questions[1]!.answer(URL_OF_TESTS)
    await settled()
    fake.socket.open()
    questions[0]!.refuse(new Error('stale'))
    await settled()
    expect(fake.phase).toBe('open')
    expect(fake.log).toEqual(['open'])
  })

  it.each([[new Error('token=secret')], ['text'], [undefined], [null]])('that refuses with %s is retried with backoff', async (reason) => {
    const { questions, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.connect()
    questions[0]!.refuse(reason)
    await settled()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'waiting', attempt: 1, lastClose: null })
    const { error } = fake.connection.getSnapshot()
    expect(error).toMatchObject({ code: 'url-failed', cause: reason })
    expect(error?.message).not.toContain('secret')
    fake.advance(1000)
    expect(questions).toHaveLength(2)
  })

  it('that refuses for good is not asked again', async () => {
    const { questions, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.connect()
    questions[0]!.refuse(Object.assign(new Error('signed out'), { fatal: true }))
    await settled()
    fake.advance(60_000)
    expect(fake.phase).toBe('closed')
    expect(questions).toHaveLength(1)
  })

  it('that throws is retried too', async () => {
    const fake = createFakeConnection({
      url: () => {
        throw new Error('mine')
      },
    })
    fake.connection.connect()
    await settled()
    expect(fake.log).toEqual(['error url-failed'])
    expect(fake.phase).toBe('waiting')
  })

  it('that uses the connection does not upset it', async () => {
    const fake = createFakeConnection({
      url: () => {
        fake.connection.send('queued')
        return URL_OF_TESTS
      },
    })
    fake.connection.connect()
    await settled()
    fake.socket.open()
    expect(fake.socket.sent).toEqual(['queued'])
  })
})

describe('what is dialled when nothing has to be asked', () => {
  it.each<[ConnectionUrl, string | string[] | undefined, string | undefined, string]>([
    ['https://h.test/a', 'chat', undefined, 'wss://h.test/a'],
    [new URL('/b', 'https://h.test'), undefined, undefined, 'wss://h.test/b'],
    ['/c', [], 'https://h.test/', 'wss://h.test/c'],
  ])('for %s with %j on %s is there at once', (url, protocols, base, expected) => {
    const fake = createFakeConnection({ url, ...(protocols && { protocols }), ...(base && { base }) })
    fake.connection.connect()
    expect(fake.socket.url).toBe(expected)
    expect(fake.socket.protocols).toEqual(protocols)
  })
})

describe('what cannot be dialled', () => {
  it.each([
    ['a url that cannot be parsed', { url: 'nonsense?token=secret' }, 'invalid-url'],
    ['a scheme that is not ws', { url: 'ftp://user:secret@host.test/' }, 'invalid-url'],
    ['a fragment', { url: 'wss://host.test/?secret#part' }, 'invalid-url'],
    ['ws on an https page', { url: 'ws://host.test/?secret', base: 'https://page.test/' }, 'insecure-url'],
    ['a subprotocol with a sign that is not allowed', { protocols: ['bearer', 'secret='] }, 'invalid-protocol'],
    ['a subprotocol that is repeated', { protocols: ['secret', 'secret'] }, 'invalid-protocol'],
    ['no constructor at all', { WebSocket: undefined }, 'no-websocket'],
    [
      'a constructor that throws',
      {
        WebSocket: class {
          constructor() {
            throw new SyntaxError('wss://host.test/?secret')
          }
        },
      },
      'invalid-url',
    ],
  ])('%s closes with a clear error that quotes nothing, and no loop', (_, options, code) => {
    const fake = createFakeConnection(options as object)
    expect(() => fake.connection.connect()).not.toThrow()
    fake.advance(600_000)
    const { phase, error } = fake.connection.getSnapshot()
    expect(phase).toBe('closed')
    expect(error).toMatchObject({ code, fatal: true })
    expect(error?.message).not.toContain('secret')
    expect(fake.connection.key).not.toContain('secret')
    expect(fake.log).toEqual([`error ${code}`])
    expect(fake.sockets).toHaveLength(0)
  })

  it('is tried again on connect(), when somebody has mended it', async () => {
    let url = 'nonsense'
    const fake = createFakeConnection({ url: () => url })
    fake.connection.connect()
    await settled()
    expect(fake.phase).toBe('closed')
    url = URL_OF_TESTS
    fake.connection.connect()
    await settled()
    expect(fake.sockets).toHaveLength(1)
  })
})
