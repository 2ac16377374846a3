import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createRegistry, json, type ConnectionError, type ConnectionUrl, type WebSocketConstructor } from 'websocket-store'
import { createFakeConnection, settled, type FakeConnection, type FakeConnectionOptions } from '../support/fake-connection'
import { createFakeNetwork } from '../support/fake-socket'
import { holds, holdsAsync, PROPERTY_TIMEOUT_MS } from '../support/property'
import { shown } from './shown'

/** These characters are legal everywhere, so nothing encodes them. */
const secrets = fc.stringMatching(/^[a-z]{3}[A-Za-z0-9_-]{9,20}[a-z]$/)

/** A constructor like that of a browser: its error quotes the arguments. */
const quoting = function (url: string, protocols: unknown) {
  throw new SyntaxError(`The URL '${url}' or the subprotocol '${String(protocols)}' is invalid.`)
} as unknown as WebSocketConstructor

/** A socket whose error event has a reference to the socket and so to its url, as with real sockets. */
const failing = class extends EventTarget {
  readonly readyState = 0
  readonly url: string
  constructor(url: string) {
    super()
    this.url = url
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('error'), { socket: this })))
  }
  send() {}
  close() {}
} as unknown as WebSocketConstructor

type Fake = FakeConnection<unknown, unknown>
type Case = (secret: string) => FakeConnectionOptions<unknown, unknown> & { then?: (fake: Fake) => void }

const withUrl = (make: (secret: string) => ConnectionUrl, more: FakeConnectionOptions<unknown, unknown> = {}): Case =>
  (secret) => ({ url: make(secret), ...more })

const cases: Record<string, Case> = {
  'a url with a query': withUrl((secret) => `wss://host.test/path?token=${secret}`),
  'a url with user info': withUrl((secret) => `wss://${secret}:${secret}@host.test/path`),
  'a url that cannot be parsed': withUrl((secret) => `wss://no host/?token=${secret}`),
  'a url of another scheme': withUrl((secret) => `ftp://host.test/?token=${secret}`),
  'a url with a fragment': withUrl((secret) => `wss://host.test/#${secret}`),
  'a relative url without a page': withUrl((secret) => `/path?token=${secret}`),
  'an insecure url': withUrl((secret) => `ws://host.test/?token=${secret}`, { base: 'https://page.test/' }),
  'a url function': withUrl((secret) => () => `wss://${secret}@host.test/?token=${secret}`),
  'a url function whose result cannot be parsed': withUrl((secret) => () => `wss://no host/?token=${secret}`),
  'a url function that rejects': withUrl((secret) => () => Promise.reject(new Error(`no ticket for ${secret}`))),
  'a constructor that rejects the url': withUrl((secret) => `wss://host.test/?token=${secret}`, { WebSocket: quoting }),
  'a socket that fails': withUrl((secret) => `wss://host.test/?token=${secret}`, { WebSocket: failing }),
  'a socket that fails without a retry': withUrl((secret) => `wss://host.test/?token=${secret}`, {
    WebSocket: failing,
    reconnect: { maxAttempts: 0 },
  }),
  'a subprotocol that the server does not select': (secret) => ({ protocols: [`token.${secret}`], then: ({ socket }) => socket.open() }),
  'a subprotocol with a bad character': (secret) => ({ protocols: [`token=${secret}`] }),
  'a duplicate subprotocol': (secret) => ({ protocols: [secret, secret] }),
  'a subprotocol that the constructor rejects': (secret) => ({ protocols: [secret], WebSocket: quoting }),
  'a handshake that rejects': (secret) => ({
    handshake: () => Promise.reject(new Error(`bad token ${secret}`)),
    then: ({ socket }) => socket.open(),
  }),
  'a message that is not JSON': (secret) => ({
    codec: json(),
    then({ socket }) {
      socket.open()
      socket.message(`${secret} {`)
    },
  }),
  'a ping that is not answered': (secret) => ({
    heartbeat: { message: secret, intervalMs: 100, timeoutMs: 100 },
    then(fake) {
      fake.socket.open()
      fake.advance(200)
    },
  }),
  'a fatal close with a reason': (secret) => ({
    then({ socket }) {
      socket.open()
      socket.closeWith(1008, secret)
    },
  }),
}

const noisy = Object.keys(cases).filter((name) => !/query|user info|^a url function$/.test(name))

afterEach(() => vi.restoreAllMocks())

describe('a secret', () => {
  it.each(Object.entries(cases))('in %s is not shown by a key, an error or a warning', async (name, given) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    await holdsAsync(
      fc.asyncProperty(secrets, async (secret) => {
        const { then = () => {}, ...options } = given(secret)
        const fake = createFakeConnection<unknown, unknown>(options)
        const errors: ConnectionError[] = []
        fake.connection.on('error', (error) => void errors.push(error))
        fake.connection.connect()
        await settled()
        then(fake)
        await settled()
        const { error } = fake.connection.getSnapshot()
        expect(errors.length > 0).toBe(noisy.includes(name))
        for (const each of [fake.connection.key, fake.connection, error, ...errors, ...fake.host.clock.reported])
          expect(shown(each)).not.toContain(secret)
        fake.connection.dispose()
      }),
    )
    expect(shown(warn.mock.calls)).toBe(shown([]))
  }, PROPERTY_TIMEOUT_MS)

  it('in a message or a close reason that cannot be sent is not in the thrown error', () => {
    holds(
      fc.property(secrets, (secret) => {
        const fake = createFakeConnection<unknown, unknown>({ codec: json() })
        const cycle: Record<string, unknown> = { value: secret }
        cycle['self'] = cycle
        const attempts = [
          () => fake.connection.send(cycle),
          () => fake.connection.send({ secret, toJSON: () => undefined }),
          () => createFakeConnection<unknown, unknown>().connection.send({ secret }),
          () => fake.connection.disconnect(1008, secret),
          () => fake.connection.disconnect(1000, secret.repeat(20)),
        ]
        for (const attempt of attempts) {
          let thrown: unknown
          try {
            attempt()
          } catch (error) {
            thrown = error
          }
          expect(thrown).toBeInstanceOf(Error)
          expect(shown(thrown)).not.toContain(secret)
        }
      }),
    )
  })

  it('in a shared url is not in an entry of the registry, and not in a warning about options', () => {
    holds(
      fc.property(secrets, (secret) => {
        const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
        const { WebSocket } = createFakeNetwork()
        const registry = createRegistry()
        const url = `wss://${secret}:${secret}@host.test/path?token=${secret}`
        const protocols = [`token.${secret}`]
        const connection = registry.connection(url, { WebSocket, protocols, heartbeat: { message: secret }, lingerMs: 1 })
        const stop = connection.onMessage(() => {})
        registry.connection(url, { WebSocket, protocols, heartbeat: { message: 'other' }, lingerMs: 3 })
        expect(warn).toHaveBeenCalledTimes(1)
        expect(shown(warn.mock.calls)).toContain('heartbeat, lingerMs')
        expect(shown([...registry.entries(), registry, connection, warn.mock.calls])).not.toContain(secret)
        stop()
        registry.dispose()
        warn.mockRestore()
      }),
    )
  })
})

it.each<[string, ConnectionUrl]>([
  ['a url', 'wss://no host/?token=secret'],
  ['the result of a url function', () => 'wss://no host/?token=secret'],
])('%s that cannot be parsed is not in the cause of the error', async (_, url) => {
  const { connection } = createFakeConnection({ url })
  connection.connect()
  await settled()
  const { error } = connection.getSnapshot()
  expect(error?.code).toBe('invalid-url')
  expect(shown(error?.cause)).not.toContain('secret')
})

it('the cause of an error is the original error', async () => {
  const cause = new Error('no ticket')
  const { connection } = createFakeConnection({ url: () => Promise.reject(cause) })
  connection.connect()
  await settled()
  expect(connection.getSnapshot().error?.cause).toBe(cause)
})
