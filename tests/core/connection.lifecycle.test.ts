import { describe, expect, it } from 'vitest'
import type { LifecycleSignal } from '../../src/core/vocabulary/options'
import { createFakeConnection, settled, type FakeConnectionOptions } from '../support/fake-connection'

const HEARTBEAT = { intervalMs: 20_000, timeoutMs: 10_000 }

function waiting(options: FakeConnectionOptions<string, string> = {}) {
  const fake = createFakeConnection<string, string>({ reconnect: { delay: () => 30_000 }, ...options })
  fake.connection.connect()
  fake.socket.fail()
  return fake
}

describe('the environment', () => {
  it('is watched by one listener while there is demand', () => {
    const fake = createFakeConnection({ lingerMs: 0 })
    expect(fake.host.watchers).toBe(0)
    const releases = [fake.connection.retain(), fake.connection.retain()]
    expect(fake.host.watchers).toBe(1)
    for (const release of releases) release()
    fake.advance(0)
    expect(fake.host.watchers).toBe(0)
  })

  it('is not watched with lifecycle: false', () => {
    const fake = waiting({ lifecycle: false })
    expect(fake.host.watchers).toBe(0)
  })

  it('can be a custom source, which is stopped when not needed', () => {
    let emit = (_signal: LifecycleSignal) => {}
    let stops = 0
    const source = (listener: typeof emit) => {
      emit = listener
      return () => void stops++
    }
    const fake = waiting({ lifecycle: { source } })
    expect(fake.host.watchers).toBe(0)
    emit('visible')
    fake.advance(1000)
    expect(fake.sockets).toHaveLength(2)
    fake.connection.disconnect()
    expect(stops).toBe(1)
  })
})

it('reports a source that throws, and works without it', () => {
  const fail = () => {
    throw new Error('mine')
  }
  const throwing = createFakeConnection({ lifecycle: { source: fail } })
  throwing.open()
  expect(throwing.phase).toBe('open')
  expect(throwing.host.clock.reported).toHaveLength(1)
  const clinging = createFakeConnection({ lifecycle: { source: () => fail } })
  clinging.open()
  clinging.connection.disconnect()
  clinging.socket.answerClose()
  expect(clinging.phase).toBe('closed')
  expect(clinging.host.clock.reported).toHaveLength(1)
})

it('reports a source that throws once for each period of demand', () => {
  let calls = 0
  const source = () => {
    calls++
    throw new Error('mine')
  }
  const fake = createFakeConnection({ lifecycle: { source }, lingerMs: 0 })
  for (const periods of [1, 2]) {
    const release = fake.connection.retain()
    fake.socket.open()
    fake.socket.message('a')
    fake.connection.send('b')
    fake.connection.reconnect()
    fake.socket.open()
    expect([calls, fake.host.clock.reported.length]).toEqual([periods, periods])
    release()
    fake.advance(0)
    fake.socket.answerClose()
    expect(fake.phase).toBe('idle')
  }
})

describe.each(['online', 'visible', 'resumed', 'restored'] as const)('%s', (signal) => {
  it('while waiting retries within a second, with jitter and one socket', () => {
    const fake = waiting()
    fake.host.clock.setRandom(0.3)
    fake.host.signal(signal)
    fake.host.signal(signal)
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'waiting', retryAt: fake.host.clock.now() + 300 })
    fake.advance(299)
    expect(fake.sockets).toHaveLength(1)
    fake.advance(1)
    expect(fake.network.live).toHaveLength(1)
    fake.advance(9000)
    expect(fake.sockets).toHaveLength(2)
  })

  it('never delays a retry', () => {
    const fake = waiting({ reconnect: { delay: () => 100 } })
    fake.host.clock.setRandom(0.9)
    fake.host.signal(signal)
    fake.advance(100)
    expect(fake.sockets).toHaveLength(2)
  })

  it('never has two dials at the same time', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    fake.host.signal(signal)
    fake.advance(1000)
    expect(fake.network.live).toHaveLength(1)
    expect(fake.sockets).toHaveLength(signal === 'online' ? 2 : 1)
  })

  it('while open sends a probe, and replaces the socket only when there is no answer', () => {
    const fake = createFakeConnection({ heartbeat: HEARTBEAT })
    const socket = fake.open()
    fake.host.signal(signal)
    expect(socket.sent).toEqual(['ping'])
    socket.message('pong')
    fake.advance(5000)
    expect(fake.phase).toBe('open')
    fake.host.signal(signal)
    fake.advance(5000)
    expect(fake.phase).toBe('connecting')
  })

  it('while open without a heartbeat does nothing, because there is no ping to send', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    fake.host.signal(signal)
    expect(socket.sent).toEqual([])
    expect(fake.phase).toBe('open')
  })

  it('changes nothing after a disconnect()', () => {
    const fake = waiting()
    fake.connection.disconnect()
    fake.host.signal(signal)
    fake.advance(60_000)
    expect(fake.phase).toBe('closed')
  })
})

describe('offline', () => {
  it('while open sends a probe and does not close, because a VPN change also signals offline', () => {
    const fake = createFakeConnection({ heartbeat: HEARTBEAT })
    const socket = fake.open()
    fake.host.signal('offline')
    expect(fake.phase).toBe('open')
    expect(socket.sent).toEqual(['ping'])
    socket.message('pong')
    fake.advance(60_000 - 40_000)
    expect(fake.phase).toBe('open')
  })

  it.each(['connecting', 'waiting'])('while %s suspends the connection: no attempt until online', (phase) => {
    const fake = createFakeConnection()
    fake.connection.connect()
    if (phase === 'waiting') fake.socket.fail()
    expect(fake.phase).toBe(phase)
    fake.host.signal('offline')
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'suspended', readyState: 3, retryAt: null })
    fake.advance(600_000)
    expect(fake.network.live).toHaveLength(0)
    expect(fake.host.clock.pendingTimers).toBe(0)
    fake.host.signal('visible')
    fake.advance(600_000)
    expect(fake.phase).toBe('suspended')
    expect(fake.sockets).toHaveLength(1)
    fake.host.signal('online')
    fake.advance(1000)
    expect(fake.network.live).toHaveLength(1)
  })

  it('suspends after a lost connection until online', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.host.signal('offline')
    fake.socket.closeWith(1006)
    expect(fake.phase).toBe('suspended')
    fake.host.signal('online')
    fake.advance(1000)
    expect(fake.phase).toBe('connecting')
  })

  it('does not prevent connect() from dialling', () => {
    const fake = waiting()
    fake.host.signal('offline')
    fake.connection.connect()
    expect(fake.phase).toBe('connecting')
  })

  it('is discarded after disconnect(), so a later loss is retried', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.host.signal('offline')
    fake.connection.disconnect()
    fake.socket.answerClose()
    fake.connection.connect()
    fake.socket.open()
    fake.socket.closeWith(1006)
    expect(fake.phase).toBe('waiting')
  })

  it('is discarded after a fatal close', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.host.signal('offline')
    fake.socket.closeWith(1008)
    fake.connection.connect()
    fake.socket.fail()
    expect(fake.phase).toBe('waiting')
  })
})

describe('online', () => {
  it('while connecting starts a new attempt soon, with one socket', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    fake.host.signal('online')
    expect(fake.network.live).toHaveLength(0)
    fake.advance(1000)
    expect(fake.network.live).toHaveLength(1)
    expect(fake.connection.getSnapshot().attempt).toBe(0)
  })

  it('while a handshake runs lets it go on, for its socket was reached', async () => {
    const fake = createFakeConnection<string, string>({ handshake: async ({ receive }) => void (await receive()) })
    fake.connection.connect()
    fake.socket.open()
    fake.host.signal('online')
    expect(fake.phase).toBe('readying')
    await settled()
    fake.socket.message('welcome')
    await settled()
    expect(fake.phase).toBe('open')
    fake.advance(2000)
    expect(fake.sockets).toHaveLength(1)
  })
})

it('does nothing on hidden', () => {
  const fake = createFakeConnection({ heartbeat: HEARTBEAT })
  const socket = fake.open()
  fake.host.signal('hidden')
  expect(fake.phase).toBe('open')
  expect(socket.sent).toEqual([])
})

it('replaces a silent socket even when signals keep arriving', () => {
  const fake = createFakeConnection({ heartbeat: HEARTBEAT })
  fake.open()
  for (let i = 0; i < 10; i++) {
    fake.advance(3000)
    fake.host.signal('visible')
  }
  expect(fake.sockets.length).toBeGreaterThan(1)
})
