import { describe, expect, it, vi } from 'vitest'
import type { AttemptContext, ConnectionProtocols, ConnectionUrl } from '../../src/core/vocabulary/events'
import { createFakeConnection, settled, URL_OF_TESTS } from '../support/fake-connection'
import { createFakeNetwork } from '../support/fake-socket'

interface PendingUrl {
  readonly context: AttemptContext
  resolve(url: string): void
  reject(error: unknown): void
}

/** A url function that resolves when the test decides. */
function createSlowUrl() {
  const calls: PendingUrl[] = []
  const url = (context: AttemptContext) =>
    new Promise<string>((resolve, reject) => {
      calls.push({ context, resolve, reject })
    })
  return { calls, url }
}

describe('a url function', () => {
  it('is called once for each attempt, with the attempt count and the last close', async () => {
    const { calls, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.retain()
    fake.connection.retain()
    fake.connection.connect()
    expect(calls).toHaveLength(1)
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'resolving', readyState: 0 })
    calls[0]!.resolve('wss://host.test/1')
    await settled()
    fake.socket.closeWith(1013, 'later')
    fake.advance(10_000)
    calls[1]!.resolve('https://host.test/2')
    await settled()
    expect(fake.sockets.map((socket) => socket.url)).toEqual(['wss://host.test/1', 'wss://host.test/2'])
    expect(calls.map(({ context: { attempt, lastClose } }) => [attempt, lastClose?.code])).toEqual([
      [0, undefined],
      [1, 1013],
    ])
  })

  it('may return a value synchronously', async () => {
    const fake = createFakeConnection({ url: () => new URL(URL_OF_TESTS), protocols: () => ['a'] })
    fake.connection.connect()
    await settled()
    expect(fake.socket).toMatchObject({ url: URL_OF_TESTS, protocols: ['a'] })
  })

  it('runs in parallel with a protocols function, and both get the same context', async () => {
    const contexts: unknown[] = []
    const fake = createFakeConnection({
      async url(context) {
        contexts.push(context)
        await settled()
        return URL_OF_TESTS
      },
      protocols(context) {
        contexts.push(context)
        return 'a'
      },
    })
    fake.connection.connect()
    expect(contexts).toHaveLength(2)
    expect(contexts[0]).toBe(contexts[1])
    await settled()
    await settled()
    expect(fake.socket).toMatchObject({ url: URL_OF_TESTS, protocols: 'a' })
  })

  it.each<[string, { url?: ConnectionUrl; protocols?: ConnectionProtocols }, string]>([
    ['text that is not a url', { url: () => 'nonsense' }, 'invalid-url'],
    ['undefined', { url: () => undefined as never }, 'invalid-url'],
    ['an invalid protocol', { protocols: () => 'a b' }, 'invalid-protocol'],
  ])('is a fatal error when it returns %s', async (_, options, code) => {
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
  ])('is aborted by %s, and its late result is ignored', async (_, stop) => {
    const { calls, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.connect()
    expect(calls[0]!.context.signal.aborted).toBe(false)
    stop(fake)
    expect(calls[0]!.context.signal.aborted).toBe(true)
    const { phase } = fake
    calls[0]!.resolve(URL_OF_TESTS)
    await settled()
    expect(fake.sockets).toHaveLength(0)
    expect(fake.phase).toBe(phase)
  })

  it('is aborted when demand ends', async () => {
    const { calls, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.retain()()
    fake.advance(1000)
    expect(calls[0]!.context.signal.aborted).toBe(true)
    expect(fake.phase).toBe('idle')
    calls[0]!.reject(new Error('late'))
    await settled()
    expect(fake.log).toEqual([])
  })

  it('dials only for the current attempt when the results come out of order', async () => {
    const { calls, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.connect()
    fake.connection.reconnect()
    calls[1]!.resolve('wss://host.test/new')
    await settled()
    calls[0]!.resolve('wss://host.test/old')
    await settled()
    expect(fake.sockets.map((socket) => socket.url)).toEqual(['wss://host.test/new'])
  })

  it('changes nothing when it rejects after its attempt', async () => {
    const { calls, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.connect()
    fake.connection.reconnect()
    calls[1]!.resolve(URL_OF_TESTS)
    await settled()
    fake.socket.open()
    calls[0]!.reject(new Error('stale'))
    await settled()
    expect(fake.phase).toBe('open')
    expect(fake.log).toEqual(['open'])
  })

  it.each([[new Error('token=secret')], ['text'], [undefined], [null]])('is retried with backoff when it rejects with %s', async (reason) => {
    const { calls, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.connect()
    calls[0]!.reject(reason)
    await settled()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'waiting', attempt: 1, lastClose: null })
    const { error } = fake.connection.getSnapshot()
    expect(error).toMatchObject({ code: 'url-failed', cause: reason })
    expect(error?.message).not.toContain('secret')
    fake.advance(1000)
    expect(calls).toHaveLength(2)
  })

  it('that rejects keeps `lastClose` of the previous attempt', async () => {
    const { calls, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.connect()
    calls[0]!.resolve(URL_OF_TESTS)
    await settled()
    fake.socket.open()
    fake.socket.closeWith(1001)
    fake.advance(1000)
    calls[1]!.reject(new Error('not now'))
    await settled()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'waiting', lastClose: { code: 1001 }, error: { code: 'url-failed' } })
  })

  it('is not called again after it rejects with a fatal error', async () => {
    const { calls, url } = createSlowUrl()
    const fake = createFakeConnection({ url })
    fake.connection.connect()
    calls[0]!.reject(Object.assign(new Error('signed out'), { fatal: true }))
    await settled()
    fake.advance(60_000)
    expect(fake.phase).toBe('closed')
    expect(calls).toHaveLength(1)
  })

  it('is retried when it throws', async () => {
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

  it('may use the connection', async () => {
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

describe('the dial without a url function', () => {
  it.each<[ConnectionUrl, string | string[] | undefined, string | undefined, string]>([
    ['https://h.test/a', 'chat', undefined, 'wss://h.test/a'],
    [new URL('/b', 'https://h.test'), undefined, undefined, 'wss://h.test/b'],
    ['/c', [], 'https://h.test/', 'wss://h.test/c'],
  ])('is synchronous for %s with %j on %s', (url, protocols, base, expected) => {
    const fake = createFakeConnection({ url, ...(protocols && { protocols }), ...(base && { base }) })
    fake.connection.connect()
    expect(fake.socket.url).toBe(expected)
    expect(fake.socket.protocols).toEqual(protocols)
  })
})

describe('a configuration that cannot be dialled', () => {
  const refusing = class {
    constructor() {
      throw new SyntaxError('wss://host.test/?secret')
    }
  }

  it.each([
    ['a url that cannot be parsed', { url: 'nonsense?token=secret' }, 'invalid-url'],
    ['a scheme that is not ws', { url: 'ftp://user:secret@host.test/' }, 'invalid-url'],
    ['a fragment', { url: 'wss://host.test/?secret#part' }, 'invalid-url'],
    ['ws on an https page', { url: 'ws://host.test/?secret', base: 'https://page.test/' }, 'insecure-url'],
    ['a subprotocol with an invalid character', { protocols: ['bearer', 'secret='] }, 'invalid-protocol'],
    ['a duplicate subprotocol', { protocols: ['secret', 'secret'] }, 'invalid-protocol'],
    ['no constructor at all', { WebSocket: undefined }, 'no-websocket'],
    ['a constructor that throws', { WebSocket: refusing }, 'invalid-url'],
    ['a constructor that throws with a subprotocol', { protocols: 'secret', WebSocket: refusing }, 'invalid-protocol'],
    ['a constructor that throws with no subprotocol in the list', { protocols: [], WebSocket: refusing }, 'invalid-url'],
  ])('%s closes with an error that shows no secret, and does not retry', (_, options, code) => {
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

  it('is tried again on connect(), when it is fixed', async () => {
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

it('uses the global WebSocket without the option', () => {
  const { WebSocket, sockets } = createFakeNetwork()
  vi.stubGlobal('WebSocket', WebSocket)
  const fake = createFakeConnection({ WebSocket: undefined as never })
  fake.connection.connect()
  expect(sockets.map(({ url }) => url)).toEqual([URL_OF_TESTS])
})
