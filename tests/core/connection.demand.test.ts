import { describe, expect, it } from 'vitest'
import { createConnection } from 'websocket-store'
import { createConnectionIn } from '../../src/core/connection/connection-facade'
import { LiveOptions } from '../../src/core/connection/live-options'
import { createFakeConnection, URL_OF_TESTS } from '../support/fake-connection'
import { createFakeHost } from '../support/fake-host'
import { createFakeNetwork } from '../support/fake-socket'

describe('a new connection', () => {
  it('is passive: it does not dial, start a timer or watch the environment', () => {
    const { connection, sockets, host } = createFakeConnection()
    connection.subscribe(() => {})
    connection.onMessage(() => {})
    connection.getSnapshot()
    expect(connection.send('queued')).toBe('queued')
    host.clock.advance(60_000)
    expect(sockets).toHaveLength(0)
    expect(host.clock.pendingTimers).toBe(0)
    expect(host.watchers).toBe(0)
    expect(connection.getSnapshot().phase).toBe('idle')
  })

  it('has the initial snapshot', () => {
    expect(createConnection(URL_OF_TESTS).getSnapshot()).toEqual({
      readyState: -1,
      phase: 'idle',
      url: null,
      protocol: '',
      extensions: '',
      attempt: 0,
      retryAt: null,
      lastClose: null,
      error: null,
      data: undefined,
      lastMessage: null,
      queued: 0,
      latencyMs: null,
    })
  })

  it.each(['retain', 'connect', 'reconnect'] as const)('dials synchronously on %s()', (method) => {
    const { connection, sockets } = createFakeConnection({ protocols: ['a', 'b'] })
    connection[method]()
    expect(sockets).toHaveLength(1)
    expect(sockets[0]).toMatchObject({ url: URL_OF_TESTS, protocols: ['a', 'b'] })
    expect(connection.getSnapshot()).toMatchObject({ phase: 'connecting', readyState: 0, url: URL_OF_TESTS })
  })

  it('passes undefined when there are no protocols', () => {
    const { connection, network } = createFakeConnection()
    connection.connect()
    expect(network.latest.protocols).toBeUndefined()
  })
})

describe('demand', () => {
  it('is counted: many retains share one socket, which stays until the last release', () => {
    const { connection, sockets, advance, network } = createFakeConnection()
    const releases = [connection.retain(), connection.retain(), connection.retain()]
    network.latest.open()
    for (const release of releases.slice(1)) release()
    advance(60_000)
    expect(sockets).toHaveLength(1)
    expect(network.latest.isLive).toBe(true)
    releases[0]?.()
    advance(60_000)
    expect(network.live).toHaveLength(0)
  })

  it('counts each handle once, however often it is released', () => {
    const { connection, advance, sockets } = createFakeConnection()
    const release = connection.retain()
    connection.retain()
    for (let i = 0; i < 5; i++) release()
    advance(9000)
    expect(sockets[0]!.isLive).toBe(true)
  })

  it('reuses the socket when it returns within lingerMs', () => {
    const fake = retained({ lingerMs: 300 })
    fake.advance(299)
    fake.connection.retain()
    fake.advance(5000)
    expect(fake.sockets).toHaveLength(1)
    expect(fake.socket.closeCalls).toEqual([])
  })

  it('closes the open socket with 1000 after lingerMs without demand, and becomes idle', () => {
    const fake = retained({ lingerMs: 300 })
    fake.advance(300)
    expect(fake.socket.closeCalls).toEqual([[1000, '']])
    expect(fake.phase).toBe('closing')
    fake.socket.answerClose()
    expect(fake.phase).toBe('idle')
    expect(fake.log).toEqual(['open', 'close 1000'])
    expect(fake.host.clock.pendingTimers).toBe(0)
    expect(fake.host.watchers).toBe(0)
  })

  it('lingers for 1 s by default', () => {
    const fake = retained({})
    fake.advance(999)
    expect(fake.phase).toBe('open')
    fake.advance(1)
    expect(fake.phase).toBe('closing')
  })

  it('uses one socket for retain, release, retain in StrictMode', () => {
    const { connection, sockets, advance } = createFakeConnection({ lingerMs: 0 })
    connection.retain()()
    connection.retain()
    advance(5000)
    expect(sockets).toHaveLength(1)
    expect(sockets[0]!.isLive).toBe(true)
  })

  it('abandons the attempt when it ends while connecting, and becomes idle without a close', () => {
    const fake = createFakeConnection()
    fake.connection.retain()()
    fake.advance(1000)
    expect(fake.phase).toBe('idle')
    expect(fake.socket.isLive).toBe(false)
    expect(fake.socket.closeCalls).toHaveLength(1)
    expect(fake.log).toEqual([])
  })

  it('stops the retries when it ends while waiting', () => {
    const fake = createFakeConnection()
    const release = fake.connection.retain()
    fake.socket.fail()
    expect(fake.phase).toBe('waiting')
    release()
    fake.advance(1000)
    expect(fake.phase).toBe('idle')
    fake.advance(60_000)
    expect(fake.sockets).toHaveLength(1)
    expect(fake.network.live).toHaveLength(0)
    expect(fake.host.clock.pendingTimers).toBe(0)
  })

  it('does not dial after it has ended, while it lingers', () => {
    const fake = createFakeConnection({ lingerMs: 60_000 })
    const release = fake.connection.retain()
    fake.socket.open()
    release()
    fake.socket.closeWith(1006)
    fake.advance(59_000)
    expect(fake.sockets).toHaveLength(1)
    expect(fake.phase).toBe('waiting')
    fake.advance(1000)
    expect(fake.phase).toBe('idle')
    expect(fake.host.clock.pendingTimers).toBe(0)
  })

  it('does not dial after it has ended, when the heartbeat times out', () => {
    const fake = createFakeConnection({ lingerMs: 60_000, heartbeat: { intervalMs: 1000, timeoutMs: 1000 } })
    const release = fake.connection.retain()
    fake.socket.open()
    release()
    fake.advance(30_000)
    expect(fake.phase).toBe('waiting')
    expect(fake.sockets).toHaveLength(1)
  })

  it('dials at once when it returns after its retry was due, and keeps the attempt count', () => {
    const fake = createFakeConnection({ lingerMs: 60_000 })
    const release = fake.connection.retain()
    fake.socket.fail()
    release()
    fake.advance(30_000)
    expect(fake.sockets).toHaveLength(1)
    fake.connection.retain()
    expect(fake.sockets).toHaveLength(2)
    expect(fake.connection.getSnapshot().attempt).toBe(1)
  })

  it('waits for the retry when it returns before the retry is due', () => {
    const fake = createFakeConnection({ lingerMs: 60_000, reconnect: { delay: () => 5000 } })
    const release = fake.connection.retain()
    fake.socket.fail()
    release()
    fake.advance(1000)
    fake.connection.retain()
    fake.advance(3900)
    expect(fake.sockets).toHaveLength(1)
    fake.advance(100)
    expect(fake.sockets).toHaveLength(2)
  })

  it('gets a new socket after the close when it returns while closing', () => {
    const fake = retained({ lingerMs: 0 })
    fake.advance(0)
    expect(fake.phase).toBe('closing')
    fake.connection.retain()
    expect(fake.sockets).toHaveLength(1)
    fake.socket.answerClose()
    expect(fake.sockets).toHaveLength(2)
    fake.socket.open()
    expect(fake.phase).toBe('open')
    expect(fake.log).toEqual(['open', 'close 1000', 'reopen'])
  })

  it('that returns after a fatal close dials again, also within the linger', () => {
    const fake = createFakeConnection({ lingerMs: 1000 })
    const release = fake.connection.retain()
    fake.socket.open()
    fake.socket.closeWith(1008)
    fake.connection.retain()()
    expect(fake.phase).toBe('closed')
    release()
    fake.connection.retain()
    expect(fake.phase).toBe('connecting')
    expect(fake.sockets).toHaveLength(2)
  })

  it('that returns while the socket closes starts over, with attempt 0 and online', () => {
    const fake = createFakeConnection({ lingerMs: 0 })
    const release = fake.connection.retain()
    fake.socket.fail()
    fake.advance(1000)
    fake.socket.open()
    fake.host.signal('offline')
    release()
    fake.advance(0)
    fake.connection.retain()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'closing', attempt: 1 })
    fake.socket.answerClose()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'connecting', attempt: 0 })
    fake.socket.fail()
    expect(fake.phase).toBe('waiting')
  })

  it('that returns and ends while the socket closes causes no dial', () => {
    const fake = retained({ lingerMs: 1000 })
    fake.advance(1000)
    fake.connection.retain()()
    expect(fake.phase).toBe('closing')
    fake.socket.answerClose()
    expect(fake.phase).toBe('idle')
    expect(fake.sockets).toHaveLength(1)
  })

  it('of connect() is separate from retain() and remains after every release', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.connection.retain()()
    fake.advance(60_000)
    expect(fake.phase).toBe('open')
  })

  it('resets data, error and counters when idle, and keeps the details of the last socket', () => {
    const fake = retained({ lingerMs: 0 })
    fake.socket.message('hi')
    fake.advance(0)
    fake.socket.answerClose()
    expect(fake.connection.getSnapshot()).toMatchObject({
      phase: 'idle',
      url: URL_OF_TESTS,
      lastClose: { code: 1000, reason: '', wasClean: true },
      data: undefined,
      lastMessage: null,
      attempt: 0,
      error: null,
    })
  })

  it('notifies the host when it becomes active and when it becomes idle', () => {
    const host = createFakeHost()
    const network = createFakeNetwork()
    const connection = createConnectionIn(host, new LiveOptions({ url: URL_OF_TESTS, options: { WebSocket: network.WebSocket, lingerMs: 0 } }, null, {}))
    expect(host.activity).toEqual([])
    const unsubscribe = connection.subscribe(() => {})
    const release = connection.retain()
    unsubscribe()
    expect(host.activity).toEqual([true])
    release()
    host.clock.advance(0)
    expect(host.activity).toEqual([true, false])
    connection.send('queued')
    expect(host.activity).toEqual([true, false, true])
    connection.dispose()
    expect(host.activity).toEqual([true, false, true, false])
    connection.onMessage(() => {})
    expect(host.activity).toEqual([true, false, true, false])
  })
})

/** An open connection whose only retain() was just released. */
function retained(options: { lingerMs?: number }) {
  const fake = createFakeConnection(options)
  const release = fake.connection.retain()
  fake.socket.open()
  release()
  return fake
}
