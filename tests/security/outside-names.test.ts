import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRegistry, json, type ConnectionOptions } from 'websocket-store'
import { createFold, createHistory } from '../../src/core/binding/message-view'
import { createFakeConnection } from '../support/fake-connection'
import { createFakeNetwork } from '../support/fake-socket'

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'then']

const own = (target: object) => Object.entries(Object.getOwnPropertyDescriptors(target))
const PROTOTYPES = [Object.prototype, Array.prototype, Function.prototype, Map.prototype, Promise.prototype]
let before: unknown

beforeEach(() => void (before = PROTOTYPES.map(own)))
afterEach(() => expect(PROTOTYPES.map(own)).toEqual(before))

describe.each(NAMES)('the name %s', (name) => {
  const { WebSocket } = createFakeNetwork()

  it.each<[string, (registry: ReturnType<typeof createRegistry>) => object]>([
    ['a key', (registry) => registry.connection('wss://host.test/', { WebSocket, key: name })],
    ['a url', (registry) => registry.connection(`wss://host.test/${name}`, { WebSocket })],
    ['a query', (registry) => registry.connection(`wss://host.test/?${name}=${name}`, { WebSocket })],
    ['a host', (registry) => registry.connection(`wss://${name.replaceAll('_', '-')}/`, { WebSocket })],
    ['an invalid url', (registry) => registry.connection(`${name}:`, { WebSocket })],
    ['a subprotocol', (registry) => registry.connection('wss://host.test/', { WebSocket, protocols: [name] })],
  ])('is shared as %s like any other name', (_, acquireIn) => {
    const registry = createRegistry()
    const connection = acquireIn(registry)
    const other = registry.connection('wss://other.test/', { WebSocket })
    expect(acquireIn(registry)).toBe(connection)
    expect(connection).not.toBe(other)
    expect([...registry.entries()]).toEqual([connection, other])
    registry.dispose()
    expect([...registry.entries()]).toEqual([])
    expect(acquireIn(registry)).not.toBe(connection)
  })

  it('can be dialled and selected as a subprotocol', () => {
    const fake = createFakeConnection({ protocols: name })
    fake.open(name)
    expect(fake.socket.protocols).toBe(name)
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'open', protocol: name })
  })

  it('is an event type without events', () => {
    const fake = createFakeConnection()
    const stop = fake.connection.on(name as 'open', () => expect.unreachable())
    fake.open().closeWith(1000)
    stop()
  })

  it('as a close reason only appears in lastClose', () => {
    const fake = createFakeConnection()
    fake.open().closeWith(4000, name)
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'waiting', lastClose: { reason: name } })
  })

  it('as a property of a message stays in this message', () => {
    const fake = createFakeConnection<unknown, unknown>({ codec: json() })
    const text = `{"${name}":{"polluted":true},"deep":{"${name}":{"polluted":true}}}`
    const history = createHistory(fake.connection, () => ({}))
    const fold = createFold(fake.connection, () => (state: object, message) => ({ ...state, ...(message as object) }), {})
    history.subscribe(() => {})
    fold.subscribe(() => {})
    fake.open().message(text)
    for (const message of [fake.connection.getSnapshot().data, history.getSnapshot()[0], fold.getSnapshot()]) {
      expect(Object.keys(message as object)).toEqual([name, 'deep'])
      expect(Object.getPrototypeOf(message)).toBe(Object.prototype)
    }
    fake.connection.send(fake.connection.getSnapshot().data)
    expect(fake.socket.sent).toEqual([text])
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('as a property of external options sets no option', () => {
    const outside = `{"lingerMs":7,"${name}":{"lingerMs":1,"WebSocket":1,"polluted":true}}`
    const parse = () => JSON.parse(outside) as ConnectionOptions<unknown, unknown>
    const registry = createRegistry({ defaults: parse() })
    const options = { ...parse(), WebSocket, reconnect: parse() as object, heartbeat: parse() as object }
    const connection = registry.acquire({ url: 'wss://host.test/', options })
    expect(registry.acquire({ url: 'wss://host.test/', options })).toBe(connection)
    const release = connection.retain()
    expect(connection.getSnapshot().phase).toBe('connecting')
    release()
    registry.dispose()
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})
