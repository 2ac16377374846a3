import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createRegistry, json, type ConnectionError, type ConnectionUrl, type WebSocketConstructor } from 'websocket-store'
import { createFakeConnection, settled, type FakeConnection, type FakeConnectionOptions } from '../support/fake-connection'
import { createFakeNetwork } from '../support/fake-socket'
import { holds, holdsAsync, PROPERTY_TIMEOUT_MS } from '../support/property'
import { shown } from './shown'

/** Legal in every place at once, so that nothing encodes it on the way. */
const secrets = fc.stringMatching(/^[a-z]{3}[A-Za-z0-9_-]{9,20}[a-z]$/)

/** The browser's constructor, which names what it minds. */
const quoting = function (url: string, protocols: unknown) {
  throw new SyntaxError(`The URL '${url}' or the subprotocol '${String(protocols)}' is invalid.`)
} as unknown as WebSocketConstructor

/** A socket that fails with an event that leads to it, and thereby to its url, as every real one does. */
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
  'a url function whose answer cannot be parsed': withUrl((secret) => () => `wss://no host/?token=${secret}`),
  'a url function that rejects': withUrl((secret) => () => Promise.reject(new Error(`no ticket for ${secret}`))),
  'a constructor that minds the url': withUrl((secret) => `wss://host.test/?token=${secret}`, { WebSocket: quoting }),
  'a socket that fails': withUrl((secret) => `wss://host.test/?token=${secret}`, { WebSocket: failing }),
  'a socket that fails for the last time': withUrl((secret) => `wss://host.test/?token=${secret}`, {
    WebSocket: failing,
    reconnect: { maxAttempts: 0 },
  }),
  'a subprotocol that nobody chooses': (secret) => ({ protocols: [`token.${secret}`], then: ({ socket }) => socket.open() }),
  'a subprotocol with a bad character': (secret) => ({ protocols: [`token=${secret}`] }),
  'a subprotocol that is repeated': (secret) => ({ protocols: [secret, secret] }),
  'a subprotocol that the constructor minds': (secret) => ({ protocols: [secret], WebSocket: quoting }),
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

describe('a secret in', () => {
  it.each(Object.entries(cases))('%s is shown by no key, error or warning', async (name, given) => {
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

  it('what cannot be sent, or a reason that cannot be given, is not in what is thrown', () => {
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

  it('a url that is shared is in no entry of the registry and in no warning of a conflict', () => {
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
  ['what a url function answers', () => 'wss://no host/?token=secret'],
])('%s that cannot be parsed is not even in the cause of the error', async (_, url) => {
  const { connection } = createFakeConnection({ url })
  connection.connect()
  await settled()
  const { error } = connection.getSnapshot()
  expect(error?.code).toBe('invalid-url')
  expect(shown(error?.cause)).not.toContain('secret')
})

it('still tells whoever asks for the cause what it was', async () => {
  const cause = new Error('no ticket')
  const { connection } = createFakeConnection({ url: () => Promise.reject(cause) })
  connection.connect()
  await settled()
  expect(connection.getSnapshot().error?.cause).toBe(cause)
})
