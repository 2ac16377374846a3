import { describe, expect, it } from 'vitest'
import type { Connection } from 'websocket-store'
import { createFakeConnection, type FakeConnectionOptions } from '../support/fake-connection'

function start(options: FakeConnectionOptions<string, string> = {}) {
  const log: string[] = []
  const setup = (connection: Connection<string, string>) => {
    log.push(`set up ${connection.getSnapshot().phase}`)
    const stop = connection.onMessage((message) => log.push(message))
    return () => {
      stop()
      log.push('cleaned up')
    }
  }
  // Not a copy: `socket` is a getter.
  return Object.assign(createFakeConnection<string, string>({ setup, ...options }), { events: log })
}

describe('the setup option', () => {
  it('runs once for each time the connection becomes wanted, before it dials', () => {
    const { connection, events, sockets, advance } = start()
    expect(events).toEqual([])
    const releases = [connection.retain(), connection.retain(), connection.retain()]
    expect(events).toEqual(['set up resolving'])
    sockets[0]!.open()
    sockets[0]!.message('a')
    releases.forEach((release) => release())
    advance(999)
    expect(events).toEqual(['set up resolving', 'a'])
    advance(1)
    sockets[0]!.closeWith(1000)
    expect(events).toEqual(['set up resolving', 'a', 'cleaned up'])
    connection.retain()
    expect(events.slice(3)).toEqual(['set up resolving'])
  })

  it('stays over reconnects, and over a close for good while components hold the connection', () => {
    const { connection, events, network, advance } = start()
    connection.retain()
    network.latest.open()
    network.latest.closeWith(1006)
    advance(1000)
    network.latest.open()
    network.latest.closeWith(1008)
    expect([connection.getSnapshot().phase, events]).toEqual(['closed', ['set up resolving']])
  })

  it('is cleaned up after disconnect() when nothing else holds the connection, and by dispose()', () => {
    const { connection, events } = start()
    connection.connect()
    connection.disconnect()
    expect(events).toEqual(['set up resolving', 'cleaned up'])
    connection.connect()
    connection.retain()
    connection.dispose()
    expect(events.slice(2)).toEqual(['set up resolving', 'cleaned up'])
  })

  it('may use the connection', () => {
    const sent: unknown[] = []
    const fake = start({
      setup(connection) {
        connection.on('open', () => void connection.send('hello'))
        sent.push(connection.send('queued'))
      },
    })
    fake.connection.retain()
    fake.socket.open()
    expect([sent, fake.socket.sent]).toEqual([['queued'], ['hello', 'queued']])
  })

  it('runs when a component names it later, once', () => {
    const fake = createFakeConnection<string, string>()
    const { connection } = fake
    connection.retain()
    const log: string[] = []
    const holder = { url: null, options: { setup: () => void log.push('set up') } }
    const release = connection.holdOptions(holder)
    connection.optionsChanged(holder)
    release()
    expect(log).toEqual(['set up'])
  })

  it('that throws is reported once, and changes nothing else', () => {
    const fake = start({
      setup() {
        throw new Error('mistake')
      },
    })
    fake.connection.retain()
    fake.socket.open()
    expect(fake.connection.getSnapshot().phase).toBe('open')
    expect(fake.host.clock.reported).toHaveLength(1)
  })
})
