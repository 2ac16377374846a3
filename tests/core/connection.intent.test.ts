import { describe, expect, it } from 'vitest'
import { ConnectionError } from '../../src/core/vocabulary/errors'
import { createFakeConnection } from '../support/fake-connection'

describe('disconnect()', () => {
  it('closes with 1000, waits for the answer, then is closed', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    fake.connection.disconnect()
    expect(socket.closeCalls).toEqual([[1000, '']])
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'closing', readyState: 2 })
    socket.answerClose()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'closed', readyState: 3, error: null })
    expect(fake.connection.getSnapshot().lastClose).toEqual({ code: 1000, reason: '', wasClean: true })
    expect(fake.log).toEqual(['open', 'close 1000'])
  })

  it('passes the code and the reason to the socket', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    fake.connection.disconnect(4000, 'bye')
    expect(socket.closeCalls).toEqual([[4000, 'bye']])
    socket.answerClose()
    expect(fake.connection.getSnapshot().lastClose).toMatchObject({ code: 4000, reason: 'bye' })
  })

  it.each([
    [1001, ''],
    [1006, ''],
    [2999, ''],
    [1000, '\u20ac'.repeat(42)],
  ])('throws for %i %j, and stays open', (code, reason) => {
    const fake = createFakeConnection()
    const socket = fake.open()
    expect(() => fake.connection.disconnect(code, reason)).toThrow(ConnectionError)
    expect(fake.phase).toBe('open')
    expect(socket.closeCalls).toEqual([])
  })

  it('overrides all demand: retain() does not reopen', () => {
    const fake = createFakeConnection()
    const release = fake.connection.retain()
    fake.socket.open()
    fake.connection.disconnect()
    fake.socket.answerClose()
    fake.connection.retain()
    release()
    fake.host.signal('online')
    fake.advance(120_000)
    expect(fake.sockets).toHaveLength(1)
    expect(fake.phase).toBe('closed')
    fake.connection.connect()
    expect(fake.sockets).toHaveLength(2)
  })

  it.each(['connecting', 'waiting', 'idle'])('while %s closes at once and makes no more attempts', (phase) => {
    const fake = createFakeConnection()
    if (phase !== 'idle') fake.connection.connect()
    if (phase === 'waiting') fake.socket.fail()
    expect(fake.phase).toBe(phase)
    fake.connection.disconnect()
    expect(fake.phase).toBe('closed')
    fake.advance(120_000)
    expect(fake.network.live).toHaveLength(0)
    expect(fake.sockets.length).toBeLessThanOrEqual(1)
    expect(fake.host.clock.pendingTimers).toBe(0)
    expect(fake.host.watchers).toBe(0)
  })

  it('waits at most closeTimeoutMs for a peer that never answers', () => {
    const fake = createFakeConnection({ closeTimeoutMs: 500 })
    const socket = fake.open()
    fake.connection.disconnect()
    fake.advance(499)
    expect(fake.phase).toBe('closing')
    fake.advance(1)
    expect(fake.phase).toBe('closed')
    expect(fake.log).toEqual(['open', 'close 1006'])
    expect(socket.listenerCount).toBe(1)
    socket.answerClose()
    expect(fake.log).toEqual(['open', 'close 1006'])
  })

  it('waits 2 s by default', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.connection.disconnect()
    fake.advance(1999)
    expect(fake.phase).toBe('closing')
    fake.advance(1)
    expect(fake.phase).toBe('closed')
  })

  it('delivers no more messages, although ws still emits some', () => {
    const fake = createFakeConnection({ engine: 'ws' })
    const socket = fake.open()
    socket.message('before')
    fake.connection.disconnect()
    socket.message('after')
    socket.answerClose()
    expect(fake.log).toEqual(['open', 'message before', 'close 1000'])
    expect(fake.connection.getSnapshot().data).toBe('before')
  })

  it('does nothing when called twice', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    fake.connection.disconnect()
    fake.connection.disconnect(4000)
    expect(socket.closeCalls).toHaveLength(1)
    socket.answerClose()
    fake.connection.disconnect()
    expect(fake.phases).toEqual(['resolving', 'connecting', 'open', 'closing', 'closed'])
  })
})

describe('connect()', () => {
  it('while waiting retries immediately and resets the attempts', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    fake.socket.fail()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'waiting', attempt: 1 })
    fake.connection.connect()
    expect(fake.sockets).toHaveLength(2)
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'connecting', attempt: 0, retryAt: null })
    fake.advance(5000)
    expect(fake.sockets).toHaveLength(2)
  })

  it('while connecting, open or closing creates no second socket', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    fake.connection.connect()
    fake.socket.open()
    fake.connection.connect()
    expect(fake.sockets).toHaveLength(1)
  })

  it('cancels a disconnect() that is still closing', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.connection.disconnect()
    fake.connection.connect()
    expect(fake.sockets).toHaveLength(1)
    fake.socket.answerClose()
    expect(fake.sockets).toHaveLength(2)
    expect(fake.phase).toBe('connecting')
  })

  it('dials again after a fatal close', () => {
    const fake = createFakeConnection()
    fake.open().closeWith(1008)
    expect(fake.phase).toBe('closed')
    fake.connection.connect()
    fake.socket.open()
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'open', error: null })
  })
})

describe('reconnect()', () => {
  it('replaces an open socket immediately, without waiting for its close', () => {
    const fake = createFakeConnection()
    const first = fake.open()
    fake.connection.reconnect()
    expect(first.isLive).toBe(false)
    expect(fake.sockets).toHaveLength(2)
    expect(fake.log).toEqual(['open', 'close 1000'])
    expect(fake.connection.getSnapshot().lastClose).toEqual({ code: 1000, reason: '', wasClean: true })
    fake.socket.open()
    first.answerClose()
    expect(fake.log).toEqual(['open', 'close 1000', 'reopen'])
    expect(fake.phase).toBe('open')
  })

  it('cancels the backoff', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    fake.socket.fail()
    fake.connection.reconnect()
    expect(fake.sockets).toHaveLength(2)
    expect(fake.connection.getSnapshot()).toMatchObject({ attempt: 0, retryAt: null })
  })

  it('replaces a socket that is still connecting', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    fake.connection.reconnect()
    expect(fake.sockets.map(({ isLive }) => isLive)).toEqual([false, true])
    expect(fake.log).toEqual([])
  })

  it('overrides a disconnect()', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.connection.disconnect()
    fake.socket.answerClose()
    fake.connection.reconnect()
    expect(fake.sockets).toHaveLength(2)
  })

  it('adds its own demand only when there is no other demand', () => {
    const fake = createFakeConnection({ lingerMs: 0 })
    const release = fake.connection.retain()
    fake.socket.open()
    fake.connection.reconnect()
    fake.socket.open()
    release()
    fake.advance(5000)
    expect(fake.phase).toBe('idle')
    fake.connection.reconnect()
    fake.socket.open()
    fake.connection.retain()()
    fake.advance(5000)
    expect(fake.phase).toBe('open')
  })
})
