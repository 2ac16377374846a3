import { describe, expect, it } from 'vitest'
import { createConnection } from 'websocket-store'
import { createConnectionIn } from '../../src/core/connection/connection-facade'
import { LiveOptions } from '../../src/core/connection/live-options'
import { createFakeConnection } from '../support/fake-connection'
import { createFakeHost } from '../support/fake-host'
import { createFakeNetwork } from '../support/fake-socket'

it('counts a handle once when it is released twice', () => {
  const fake = createFakeConnection()
  const [one, other] = [fake.connection.retain(), fake.connection.retain()]
  fake.socket.open()
  one()
  one()
  fake.advance(60_000)
  expect(fake.phase).toBe('open')
  other()
  fake.advance(60_000)
  expect(fake.phase).toBe('idle')
})

it('counts a subscription once when it is ended twice', () => {
  const { connection, host } = createFakeConnection()
  const stop = connection.subscribe(() => {})
  const before = host.activity.length
  stop()
  stop()
  connection.subscribe(() => {})
  // The listeners of the log keep the connection active.
  expect(host.activity.slice(before)).toEqual([])
})

describe('a connection without listeners', () => {
  function create() {
    const host = createFakeHost()
    const { WebSocket } = createFakeNetwork()
    const connection = createConnectionIn<string, string>(host, new LiveOptions({ url: 'wss://host.test/', options: { WebSocket } }, null, {}))
    return { host, connection }
  }

  it.each<[string, (connection: ReturnType<typeof create>['connection']) => () => void]>([
    ['a subscriber', (connection) => connection.subscribe(() => {})],
    ['a listener for messages', (connection) => connection.onMessage(() => {})],
    ['a listener for another event', (connection) => connection.on('drop', () => {})],
  ])('is active while it has %s, and at rest afterwards', (_, add) => {
    const { host, connection } = create()
    const [one, other] = [add(connection), add(connection)]
    expect(host.activity).toEqual([true])
    one()
    one()
    expect(host.activity).toEqual([true])
    other()
    expect(host.activity).toEqual([true, false])
  })

  it('is active while a message waits', () => {
    const { host, connection } = create()
    connection.send('a')
    expect(host.activity).toEqual([true])
    connection.clearQueue()
    expect(host.activity).toEqual([true, false])
  })

  it('is active from its first dial until it is disposed', () => {
    const { host, connection } = create()
    connection.connect()
    connection.disconnect()
    expect(host.activity).toEqual([true])
    connection.dispose()
    expect([host.activity, host.disposals]).toEqual([[true, false], 1])
  })
})

it('a private connection needs no registry that watches it', () => {
  const connection = createConnection('wss://host.test/', { WebSocket: createFakeNetwork().WebSocket })
  connection.subscribe(() => {})()
  connection.connect()
  connection.dispose()
  expect(connection.getSnapshot().phase).toBe('closed')
})
