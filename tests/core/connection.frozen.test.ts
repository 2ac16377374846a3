import { describe, expect, it } from 'vitest'
import type { LifecycleSignal } from '../../src/core/vocabulary/options'
import { createFakeConnection } from '../support/fake-connection'

describe('frozen', () => {
  it.each(['open', 'connecting', 'waiting'])('while %s abandons synchronously and waits until the page is restored', (phase) => {
    const fake = createFakeConnection()
    fake.connection.connect()
    if (phase === 'open') fake.socket.open()
    if (phase === 'waiting') fake.socket.fail()
    fake.host.signal('frozen')
    expect(fake.phase).toBe('suspended')
    expect(fake.network.live).toHaveLength(0)
    expect(fake.host.clock.pendingTimers).toBe(0)
    fake.host.signal('restored')
    fake.advance(1000)
    fake.socket.open()
    expect(fake.phase).toBe('open')
  })

  it('emits the close of an open socket', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.host.signal('frozen')
    expect(fake.log).toEqual(['open', 'close 1006'])
    expect(fake.connection.getSnapshot().lastClose).toMatchObject({ code: 1006 })
  })

  it.each([
    ['disconnect()', 'closed'],
    ['the last release', 'idle'],
  ])('changes nothing while closing after %s, although the source still emits it', (end, last) => {
    let emit = (_signal: LifecycleSignal) => {}
    const source = (listener: typeof emit) => {
      emit = listener
      return () => {}
    }
    const fake = createFakeConnection({ lifecycle: { source }, lingerMs: 0, closeTimeoutMs: 2000 })
    const release = fake.connection.retain()
    fake.socket.open()
    if (last === 'idle') release()
    else fake.connection.disconnect()
    fake.advance(0)
    emit('frozen')
    expect(fake.phase).toBe('closing')
    emit('visible')
    fake.advance(2000)
    expect(fake.phase).toBe(last)
    expect(fake.sockets).toHaveLength(1)
  })

  it('that waits behind a disconnect() changes nothing', () => {
    const fake = createFakeConnection()
    fake.connection.retain()
    fake.connection.on('open', () => {
      fake.connection.disconnect()
      fake.host.signal('frozen')
    })
    fake.socket.open()
    expect(fake.phase).toBe('closing')
    fake.socket.answerClose()
    expect(fake.phase).toBe('closed')
  })

  it('never dials, even when there is new demand for a closing connection', () => {
    const fake = createFakeConnection({ lingerMs: 0 })
    fake.connection.retain()()
    fake.socket.open()
    fake.advance(0)
    fake.connection.retain()
    expect(fake.phase).toBe('closing')
    fake.host.signal('frozen')
    expect(fake.network.live).toHaveLength(0)
    fake.host.signal('restored')
    fake.advance(1000)
    expect(fake.network.live).toHaveLength(1)
  })

  it('discards the offline state, because it can be out of date after the page resumes', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.host.signal('offline')
    fake.host.signal('frozen')
    fake.host.signal('resumed')
    fake.advance(1000)
    expect(fake.phase).toBe('connecting')
  })
})
