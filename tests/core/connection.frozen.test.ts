import { describe, expect, it } from 'vitest'

import { createFakeConnection } from '../support/fake-connection'

describe('frozen', () => {
  it.each(['open', 'connecting', 'waiting'])('while %s abandons synchronously and waits for the page to come back', (phase) => {
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

  it('tells of the close of an open socket', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.host.signal('frozen')
    expect(fake.log).toEqual(['open', 'close 1006'])
    expect(fake.connection.getSnapshot().lastClose).toMatchObject({ code: 1006 })
  })

  it('while closing ends the close at once', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.connection.disconnect()
    fake.host.signal('frozen')
    expect(fake.phase === 'closed' || fake.phase === 'closing').toBe(true)
    fake.advance(2000)
    expect(fake.phase).toBe('closed')
  })

  it('never dials, even when a closing socket is wanted again', () => {
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

  it('and offline meanwhile: what was heard of the network is out of date when the page is back', () => {
    const fake = createFakeConnection()
    fake.open()
    fake.host.signal('offline')
    fake.host.signal('frozen')
    fake.host.signal('resumed')
    fake.advance(1000)
    expect(fake.phase).toBe('connecting')
  })
})
