import { describe, expect, it } from 'vitest'

import { createFakeConnection } from '../support/fake-connection'

describe('dispose()', () => {
  it('abandons the socket, emits its close, and leaves no timer or listener', () => {
    const fake = createFakeConnection({ heartbeat: {} })
    const socket = fake.open()
    fake.connection.dispose()
    expect(socket.closeCalls).toHaveLength(1)
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'closed', readyState: 3 })
    expect(fake.connection.getSnapshot().lastClose).toEqual({ code: 1006, reason: '', wasClean: false })
    expect(fake.log).toEqual(['open', 'close 1006'])
    expect(fake.host.clock.pendingTimers + fake.host.clock.pendingFrames).toBe(0)
    expect(fake.host.watchers).toBe(0)
    expect(fake.host.disposals).toBe(1)
  })

  it('is final', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.connection.dispose()
    fake.connection.connect()
    fake.connection.reconnect()
    const release = fake.connection.retain()
    fake.connection.disconnect()
    release()
    fake.connection.dispose()
    fake.advance(60_000)
    expect(fake.sockets).toHaveLength(1)
    expect(fake.connection.send('late')).toBe('dropped')
    expect(fake.log).toEqual(['open', 'close 1006', 'drop late closed'])
  })

  it('emits only the phase when the connection was never used', () => {
    const fake = createFakeConnection()
    fake.connection.dispose()
    expect(fake.phases).toEqual(['closed'])
    expect(fake.log).toEqual([])
  })

  it('runs after the listener that calls it, and leaves no pending frame', () => {
    const fake = createFakeConnection()
    fake.connection.subscribe(() => {})
    fake.connection.on('open', () => fake.connection.dispose())
    fake.open()
    expect(fake.phase).toBe('closed')
    expect(fake.log).toEqual(['open', 'close 1006'])
    expect(fake.host.clock.pendingTimers + fake.host.clock.pendingFrames).toBe(0)
  })

  it.each(['sync', 'frame'] as const)('by a listener of messages is told once, with that message (%s)', (notify) => {
    const fake = createFakeConnection({ notify })
    const socket = fake.open()
    const told: unknown[] = []
    fake.connection.subscribe(() => told.push(fake.connection.getSnapshot()))
    fake.connection.onMessage(() => fake.connection.dispose())
    socket.message('last')
    expect(told).toMatchObject([{ phase: 'closed', data: 'last' }])
    expect(fake.connection.getSnapshot()).toBe(told[0])
    fake.advance(100)
    expect(told).toHaveLength(1)
  })
})
