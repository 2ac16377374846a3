import { describe, expect, it } from 'vitest'
import { ReadyState } from 'websocket-store'
import { createFakeConnection, URL_OF_TESTS } from '../support/fake-connection'
import { createFakeSocket, type FakeSocket } from '../support/fake-socket'
import type { WebSocketConstructor } from '../../src/core/vocabulary/wire'
import { readyStateOf, type Phase } from '../../src/core/vocabulary/ready-state'

/** A minimal socket: the test fires its events. */
class Duck {
  static latest: Duck
  readyState: number | undefined
  onopen?: (event?: object) => void
  onmessage?: (event: object) => void
  onerror?: (event?: object) => void
  onclose?: (event?: object) => void
  readonly sent: unknown[] = []
  constructor() {
    Duck.latest = this
  }
  send(data: unknown) {
    this.sent.push(data)
  }
  close() {}
}

describe('a minimal socket', () => {
  const createDuck = () => {
    const fake = createFakeConnection({ WebSocket: Duck as unknown as WebSocketConstructor })
    fake.connection.connect()
    return fake
  }

  it('sends after its open event when it has no readyState', () => {
    const { connection } = createDuck()
    Duck.latest.onopen!({ type: 'open' })
    expect(connection.send('hi')).toBe('sent')
    expect(Duck.latest.sent).toEqual(['hi'])
  })

  it.each([
    ['has none of them', {}, '', ''],
    ['has a list of extensions, as WebSocket-Node has', { protocol: 'a', extensions: [] }, 'a', ''],
  ])('shows empty texts for protocol and extensions when it %s', (_, fields, protocol, extensions) => {
    const { connection } = createDuck()
    Object.assign(Duck.latest, fields)
    Duck.latest.onopen!()
    expect(connection.getSnapshot()).toMatchObject({ protocol, extensions })
  })

  it('opens, ignores an error, and closes without event objects', () => {
    const fake = createDuck()
    Duck.latest.onopen!()
    expect(fake.phase).toBe('open')
    expect(fake.connection.openEvent).toMatchObject({ type: 'open' })
    Duck.latest.onerror!()
    expect(fake.phase).toBe('open')
    Duck.latest.onclose!()
    expect(fake.log).toEqual(['open', 'close 1005'])
  })
})

describe('the native socket', () => {
  it('is available while there is one', () => {
    const fake = createFakeConnection()
    expect(fake.connection.socket).toBeNull()
    const socket = fake.open()
    expect(fake.connection.socket).toBe(socket)
    fake.connection.dispose()
    expect(fake.connection.socket).toBeNull()
  })

  it('gives the buffered amount, or 0 when it has none', () => {
    const fake = createFakeConnection()
    expect(fake.connection.bufferedAmount).toBe(0)
    const socket = fake.open()
    socket.bufferedAmount = 42
    expect(fake.connection.bufferedAmount).toBe(42)
    socket.bufferedAmount = undefined as never
    expect(fake.connection.bufferedAmount).toBe(0)
  })

  it('shows url, protocol and extensions in the snapshot', () => {
    const fake = createFakeConnection({ protocols: ['a', 'b'] })
    fake.connection.connect()
    fake.socket.open('b', 'permessage-deflate')
    expect(fake.connection.getSnapshot()).toMatchObject({ url: URL_OF_TESTS, protocol: 'b', extensions: 'permessage-deflate' })
  })

  it('has its open event in openEvent while open', () => {
    const fake = createFakeConnection()
    expect(fake.connection.openEvent).toBeNull()
    fake.open()
    expect(fake.connection.openEvent).toMatchObject({ type: 'open' })
    fake.connection.disconnect()
    expect(fake.connection.openEvent).toBeNull()
  })
})

describe('an error of an open socket', () => {
  it('becomes a close within closeTimeoutMs when the engine gave up, because the close event may never come', () => {
    const fake = createFakeConnection({ engine: 'ws', closeTimeoutMs: 2000 })
    fake.open().giveUp()
    expect(fake.phase).toBe('open')
    fake.advance(2000)
    expect(fake.phase).toBe('waiting')
    expect(fake.log).toEqual(['open', 'close 1006'])
  })

  it('counts as a close after `closeTimeoutMs`, although messages are sent meanwhile', () => {
    const fake = createFakeConnection({ engine: 'ws', closeTimeoutMs: 2000 })
    fake.open().giveUp()
    fake.advance(1999)
    expect(fake.connection.send('a')).toBe('queued')
    expect(fake.phase).toBe('open')
    fake.advance(1)
    expect(fake.phase).toBe('waiting')
  })

  it('of a socket that fails during the handshake ends at `handshakeTimeoutMs`', async () => {
    const fake = createFakeConnection({ engine: 'ws', closeTimeoutMs: 2000, handshakeTimeoutMs: 9000, handshake: () => new Promise(() => {}) })
    fake.connection.connect()
    fake.socket.open()
    fake.socket.giveUp()
    fake.advance(8999)
    expect(fake.phase).toBe('readying')
    fake.advance(1)
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'waiting', attempt: 1, error: { code: 'handshake-timeout' } })
  })

  it('changes nothing while the socket can still send', () => {
    const fake = createFakeConnection({ engine: 'properties' })
    const socket = fake.open() as unknown as { onerror(event: object): void }
    socket.onerror({ type: 'error' })
    fake.advance(60_000)
    expect(fake.log).toEqual(['open'])
  })
})

describe('binaryType', () => {
  it.each([
    [undefined, 'arraybuffer'],
    ['arraybuffer' as const, 'arraybuffer'],
    ['blob' as const, 'blob'],
  ])('%s sets %s on each socket', (binaryType, expected) => {
    const fake = createFakeConnection(binaryType && { binaryType })
    fake.open()
    fake.connection.reconnect()
    expect(fake.sockets.map((socket) => socket.binaryType)).toEqual([expected, expected])
  })

  it('is ignored when a socket refuses it', () => {
    const fake = createFakeConnection({
      transport: (url) =>
        Object.defineProperty(createFakeSocket('browser', url), 'binaryType', {
          set() {
            throw new SyntaxError('only nodebuffer')
          },
        }),
    })
    fake.connection.connect()
    expect(fake.phase).toBe('connecting')
  })
})

describe('transport', () => {
  it('is retried when it throws, with its error as the cause', () => {
    const cause = new Error('not yet')
    const sockets: FakeSocket[] = []
    let calls = 0
    const fake = createFakeConnection({
      transport(url) {
        if (calls++ === 0) throw cause
        const socket = createFakeSocket('browser', url)
        sockets.push(socket)
        return socket
      },
    })
    fake.connection.connect()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'waiting', error: { code: 'transport-failed', fatal: false, cause } })
    fake.advance(1000)
    sockets[0]?.open()
    expect(fake.phase).toBe('open')
    expect(calls).toBe(2)
  })

  it('closes the connection when it throws a fatal error', () => {
    const fake = createFakeConnection({
      transport() {
        throw Object.assign(new Error('never'), { fatal: true })
      },
    })
    fake.connection.connect()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'closed', error: { code: 'transport-failed', fatal: true } })
  })

  it.each<[string, () => unknown]>([
    ['nothing', () => undefined],
    ['a promise', async () => ({})],
  ])('fails when it returns %s', (_, transport) => {
    const fake = createFakeConnection({ transport: transport as never })
    fake.connection.connect()
    const { phase, error } = fake.connection.getSnapshot()
    expect([phase, error?.code]).toEqual(['waiting', 'transport-failed'])
    expect((error?.cause as Error).message).toMatch(/no socket/)
  })

  it('creates the socket instead of a constructor', () => {
    const made: unknown[] = []
    const fake = createFakeConnection({
      protocols: 'a',
      transport(url, protocols) {
        made.push([url, protocols])
        return createFakeSocket('properties', url, protocols)
      },
    })
    fake.connection.connect()
    expect(made).toEqual([[URL_OF_TESTS, 'a']])
    expect(fake.sockets).toHaveLength(0)
  })

  it('may return a socket that is already open', () => {
    const fake = createFakeConnection({
      transport(url) {
        const socket = createFakeSocket('browser', url)
        socket.open('chosen')
        return socket
      },
    })
    fake.connection.connect()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'open', protocol: 'chosen' })
    expect(fake.log).toEqual(['open'])
    expect(fake.connection.openEvent).toMatchObject({ type: 'open' })
  })

  it('emits open once when its socket fires open twice', () => {
    const fake = createFakeConnection({ engine: 'properties' })
    const socket = fake.open() as unknown as { onopen(event: object): void }
    const { openEvent } = fake.connection
    socket.onopen({ type: 'open' })
    expect(fake.log).toEqual(['open'])
    expect(fake.connection.openEvent).toBe(openEvent)
  })

  it('abandons its socket even when close() throws', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    socket.close = () => {
      throw new Error('mine')
    }
    fake.connection.reconnect()
    expect(fake.sockets).toHaveLength(2)
    fake.socket.open()
    fake.socket.close = socket.close
    fake.connection.disconnect()
    fake.advance(2000)
    expect(fake.phase).toBe('closed')
  })
})

describe('subprotocols', () => {
  it('emit an error when the server ignores them, and the connection stays open', () => {
    const fake = createFakeConnection({ protocols: ['bearer', 'secret'] })
    const messages: string[] = []
    fake.connection.on('error', ({ message }) => messages.push(message))
    fake.open('')
    expect(fake.log).toEqual(['open', 'error protocol-mismatch'])
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'open', error: null })
    expect(messages[0]).not.toContain('secret')
  })

  it('emit an error when the server selects one that was not offered', () => {
    const fake = createFakeConnection({ protocols: 'a' })
    fake.open('b')
    expect(fake.log).toEqual(['open', 'error protocol-mismatch'])
  })

  it.each([
    ['they include the selected one', ['a', 'b'], 'b'],
    ['they are undefined', undefined, ''],
    ['they are an empty list', [], ''],
  ])('cause no error if %s', (_, protocols, chosen) => {
    const fake = createFakeConnection(protocols && { protocols })
    fake.open(chosen)
    expect(fake.log).toEqual(['open'])
  })

  it('come from the function on each attempt when they are a function', async () => {
    const attempts: number[] = []
    const fake = createFakeConnection({
      protocols: ({ attempt }) => {
        attempts.push(attempt)
        return Promise.resolve([`token-${attempt}`])
      },
    })
    fake.connection.connect()
    await new Promise(setImmediate)
    fake.socket.fail()
    fake.advance(1000)
    await new Promise(setImmediate)
    expect(fake.sockets.map(({ protocols }) => protocols)).toEqual([['token-0'], ['token-1']])
    expect(attempts).toEqual([0, 1])
  })
})

describe('readyState', () => {
  it.each<[Phase, ReadyState]>([
    ['idle', ReadyState.UNINSTANTIATED],
    ['resolving', ReadyState.CONNECTING],
    ['connecting', ReadyState.CONNECTING],
    ['readying', ReadyState.CONNECTING],
    ['open', ReadyState.OPEN],
    ['closing', ReadyState.CLOSING],
    ['waiting', ReadyState.CLOSED],
    ['suspended', ReadyState.CLOSED],
    ['closed', ReadyState.CLOSED],
  ])('is correct while %s: %i', (phase, readyState) => {
    expect(readyStateOf(phase)).toBe(readyState)
  })

  it('has the numbers of the standard', () => {
    expect(ReadyState).toEqual({ UNINSTANTIATED: -1, CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 })
  })
})

it('shows no query, user or protocol in the key of a connection', () => {
  const { connection } = createFakeConnection({ url: 'wss://user:secret@host.test/a?token=secret', protocols: 'secret' })
  expect(connection.key).toMatch(/^wss:\/\/host\.test\/a#/)
  expect(connection.key).not.toContain('secret')
})
