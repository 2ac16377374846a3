import { describe, expect, it } from 'vitest'
import type { ConnectionError } from '../../src/core/vocabulary/errors'
import { createFakeConnection } from '../support/fake-connection'
import { ENGINES } from '../support/fake-socket'

const errorOf = (fake: { connection: { getSnapshot(): { error: ConnectionError | null } } }) => fake.connection.getSnapshot().error

describe.each(ENGINES)('a socket that behaves like %s', (engine) => {
  it('reports one error for a failed handshake, and retries', () => {
    const fake = createFakeConnection({ engine })
    fake.connection.connect()
    fake.socket.fail()
    expect(fake.log).toEqual(['error connect-failed'])
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'waiting', readyState: 3, attempt: 1 })
    expect(fake.connection.getSnapshot().lastClose).toEqual({ code: 1006, reason: '', wasClean: false })
    fake.advance(1000)
    fake.socket.open()
    expect(fake.phase).toBe('open')
    expect(errorOf(fake)).toBeNull()
  })

  it('delivers messages and a close in order', () => {
    const fake = createFakeConnection({ engine })
    const socket = fake.open()
    socket.message('a')
    socket.message('b')
    socket.closeWith(1001)
    expect(fake.log).toEqual(['open', 'message a', 'message b', 'close 1001'])
    expect(fake.phase).toBe('waiting')
  })

  it('finishes disconnect() while connecting, and nothing follows', () => {
    const fake = createFakeConnection({ engine })
    fake.connection.connect()
    fake.connection.disconnect()
    fake.network.runTasks()
    fake.advance(60_000)
    expect(fake.phases).toEqual(['resolving', 'connecting', 'closed'])
    expect(fake.log).toEqual([])
    expect(fake.sockets).toHaveLength(1)
    expect(fake.socket.unheardErrors).toBe(0)
  })

  it('abandons an attempt that takes too long, and ignores later events of its socket', () => {
    const fake = createFakeConnection({ engine, reconnect: { delay: () => 0 } })
    fake.connection.connect()
    const first = fake.socket
    fake.advance(10_000)
    expect(first.isLive).toBe(false)
    expect(fake.log).toEqual(['error connect-timeout'])
    fake.advance(0)
    fake.socket.open()
    fake.network.runTasks()
    first.message('ghost')
    first.closeWith(4401)
    expect(fake.log).toEqual(['error connect-timeout', 'open'])
    expect(fake.phase).toBe('open')
    expect(first.unheardErrors).toBe(0)
  })

  it('ignores the late open, message and error of a replaced socket', () => {
    const fake = createFakeConnection({ engine })
    const first = fake.open()
    fake.connection.reconnect()
    fake.socket.open()
    first.message('ghost')
    first.fail()
    expect(fake.log).toEqual(['open', 'close 1000', 'reopen'])
    expect(first.unheardErrors).toBe(0)
  })
})

describe('the timeouts of an attempt', () => {
  it('connectTimeoutMs limits the dial', () => {
    const fake = createFakeConnection({ connectTimeoutMs: 300 })
    fake.connection.connect()
    fake.advance(299)
    expect(fake.phase).toBe('connecting')
    fake.advance(1)
    expect(fake.phase).toBe('waiting')
    expect(errorOf(fake)).toMatchObject({ code: 'connect-timeout', fatal: false })
  })

  it('connectTimeoutMs limits the url function, and separately the dial', async () => {
    const fake = createFakeConnection({ connectTimeoutMs: 300, url: () => new Promise(() => {}) })
    fake.connection.connect()
    fake.advance(300)
    expect(fake.phase).toBe('waiting')
    expect(errorOf(fake)).toMatchObject({ code: 'url-timeout' })
    expect(fake.connection.getSnapshot().lastClose).toBeNull()
    expect(fake.sockets).toHaveLength(0)
  })

  it('do not fire after the socket opened in time', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.advance(60_000)
    expect(fake.log).toEqual(['open'])
  })
})

describe('attempts and retries', () => {
  it('counts dials since the last stable connection, and includes the next one while waiting', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    const attempts = [fake.connection.getSnapshot().attempt]
    for (let i = 0; i < 3; i++) {
      fake.socket.fail()
      const { attempt, retryAt } = fake.connection.getSnapshot()
      attempts.push(attempt)
      fake.advance((retryAt ?? 0) - fake.host.clock.now())
    }
    expect(attempts).toEqual([0, 1, 2, 3])
  })

  it('shows when the next attempt is due', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    fake.socket.fail()
    const { retryAt } = fake.connection.getSnapshot()
    expect(retryAt).toBe(fake.host.clock.now() + 500)
    fake.advance(499)
    expect(fake.sockets).toHaveLength(1)
    fake.advance(1)
    expect(fake.sockets).toHaveLength(2)
    expect(fake.connection.getSnapshot().retryAt).toBeNull()
  })

  it('does not reset the count on open, only after stableAfterMs of being open', () => {
    const fake = createFakeConnection({ reconnect: { stableAfterMs: 5000 } })
    fake.open().closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    fake.advance(4999)
    expect(fake.connection.getSnapshot().attempt).toBe(1)
    fake.advance(1)
    expect(fake.connection.getSnapshot().attempt).toBe(0)
  })

  it('keeps counting when a server accepts and then closes each connection', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    for (let second = 0; second < 600; second++) {
      if (fake.phase === 'connecting') {
        fake.socket.open()
        fake.socket.closeWith(1000)
      }
      fake.advance(1000)
    }
    expect(fake.connection.getSnapshot().attempt).toBeGreaterThan(20)
    expect(fake.sockets.length).toBeLessThan(60)
  })

  it('stops after maxAttempts retries', () => {
    const fake = createFakeConnection({ reconnect: { maxAttempts: 2, delay: () => 0 } })
    fake.connection.connect()
    for (let i = 0; i < 3; i++) {
      fake.socket.fail()
      fake.advance(0)
    }
    expect(fake.sockets).toHaveLength(3)
    expect(fake.phase).toBe('closed')
    expect(errorOf(fake)).toMatchObject({ code: 'attempts-exhausted', fatal: true })
  })

  it('makes one attempt with reconnect: false', () => {
    const fake = createFakeConnection({ reconnect: false })
    fake.connection.connect()
    fake.socket.fail()
    fake.advance(60_000)
    expect(fake.phase).toBe('closed')
    expect(fake.sockets).toHaveLength(1)
    expect(errorOf(fake)).not.toBeNull()
  })

  it('retries by default, as with reconnect: true', () => {
    const fake = createFakeConnection({ reconnect: true })
    fake.open().closeWith(1006)
    expect(fake.phase).toBe('waiting')
  })
})

it('uses no timer while open with `reconnect: false`', () => {
  const fake = createFakeConnection({ reconnect: false })
  fake.open()
  expect(fake.host.clock.pendingTimers).toBe(0)
})

describe('a close by the server', () => {
  it.each([1000, 1001, 1005, 1006, 1011, 1012, 1013, 1014, 999, 2999, 5000, 4000, 3999])('with %i is retried', (code) => {
    const fake = createFakeConnection()
    fake.open().closeWith(code, 'why')
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'waiting', lastClose: { code, reason: 'why', wasClean: true } })
  })

  it.each([1002, 1003, 1007, 1008, 1009, 1010, 4400, 4404, 4499])('with %i is final, and `error` shows it', (code) => {
    const fake = createFakeConnection()
    fake.open().closeWith(code)
    fake.advance(120_000)
    expect(fake.sockets).toHaveLength(1)
    expect(fake.phase).toBe('closed')
    expect(errorOf(fake)).toMatchObject({ code: 'closed', fatal: true })
    expect(errorOf(fake)?.message).toContain(String(code))
    expect(fake.log).toEqual(['open', `close ${code}`, 'error closed'])
    expect(fake.host.clock.pendingTimers).toBe(0)
    expect(fake.host.watchers).toBe(0)
  })

  it.each([3000, 3003, 4401, 4403])('with %i dials once with fresh credentials, then is final', (code) => {
    const fake = createFakeConnection()
    fake.open().closeWith(code)
    expect(fake.phase).toBe('waiting')
    fake.advance(1000)
    fake.socket.open()
    fake.socket.closeWith(code)
    expect(fake.phase).toBe('closed')
    expect(errorOf(fake)).toMatchObject({ code: 'closed' })
  })

  it('with 4401 gets fresh credentials again after a stable connection', () => {
    const fake = createFakeConnection()
    fake.open().closeWith(4401)
    fake.advance(1000)
    fake.socket.open()
    fake.advance(10_000)
    fake.socket.closeWith(4401)
    expect(fake.phase).toBe('waiting')
  })

  it('has code 1005 when its event has neither code nor reason', () => {
    const fake = createFakeConnection({ engine: 'properties' })
    const socket = fake.open() as unknown as { onclose(event: object): void }
    socket.onclose({ type: 'close' })
    expect(fake.connection.getSnapshot().lastClose).toEqual({ code: 1005, reason: '', wasClean: false })
  })

  it("ends the connection without an error when classifyClose returns 'done', whatever failed before", () => {
    const fake = createFakeConnection({ reconnect: { classifyClose: ({ code }) => (code === 4000 ? 'done' : undefined) } })
    fake.connection.connect()
    fake.socket.fail()
    fake.advance(1000)
    fake.socket.closeWith(4000)
    fake.advance(600_000)
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'closed', error: null, lastClose: { code: 4000 } })
    expect(fake.log).toEqual(['error connect-failed'])
    expect(fake.sockets).toHaveLength(2)
  })

  it('shows a whole number in `retryAt`', () => {
    for (const reconnect of [{}, { delay: () => 1000.25 }]) {
      const fake = createFakeConnection({ reconnect })
      fake.host.clock.setRandom(1 / 3)
      fake.connection.connect()
      fake.socket.fail()
      const { retryAt } = fake.connection.getSnapshot()
      expect(Number.isInteger(retryAt)).toBe(true)
      expect(retryAt).toBeGreaterThan(fake.host.clock.now())
      fake.advance(retryAt! - fake.host.clock.now())
      expect(fake.phase).toBe('connecting')
    }
  })

  it('follows classifyClose and shouldReconnect instead of the default', () => {
    const tolerant = createFakeConnection({ reconnect: { classifyClose: () => 'retry' } })
    tolerant.open().closeWith(1008)
    expect(tolerant.phase).toBe('waiting')
    const strict = createFakeConnection({ reconnect: { shouldReconnect: ({ wasClean }) => !wasClean } })
    strict.open().closeWith(1000)
    expect(strict.phase).toBe('closed')
  })

  it('follows the default when callbacks throw, and reports their errors', () => {
    const fail = () => {
      throw new Error('mine')
    }
    const fake = createFakeConnection({ reconnect: { delay: fail, shouldReconnect: fail, classifyClose: fail } })
    fake.open().closeWith(1006)
    expect(fake.phase).toBe('waiting')
    expect(fake.connection.getSnapshot().retryAt).toBe(fake.host.clock.now() + 500)
    expect(fake.host.clock.reported.length).toBeGreaterThan(0)
  })
})
