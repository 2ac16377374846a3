import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createConnection, createRegistry, getDefaultRegistry, json, text, type ConnectionRegistry } from 'websocket-store'
import { createFakeNetwork } from '../support/fake-socket'

const URL_A = 'wss://host.test/a'
const KEY = { key: 'shared' }

let registry: ConnectionRegistry
let network: ReturnType<typeof createFakeNetwork>
let warnings: string[]

beforeEach(() => {
  network = createFakeNetwork()
  registry = createRegistry({ defaults: { WebSocket: network.WebSocket } })
  warnings = []
  vi.spyOn(console, 'warn').mockImplementation((message: string) => void warnings.push(message))
})

afterEach(() => {
  registry.dispose()
  vi.unstubAllEnvs()
})

/** Needs fake timers. */
function createIdleConnection() {
  const connection = registry.connection(URL_A, { lingerMs: 1, closeTimeoutMs: 1 })
  const release = connection.retain()
  network.latest.open()
  release()
  vi.advanceTimersByTime(100)
  return connection
}

const labels = () => [...registry.entries()].map(({ key }) => key)

describe('a registry shares', () => {
  it('one connection for one url, also when it is written differently', () => {
    const connection = registry.connection(URL_A)
    expect(registry.connection(URL_A)).toBe(connection)
    expect(registry.connection(new URL('https://HOST.test:443/a'))).toBe(connection)
    expect(registry.connection('wss://host.test/b')).not.toBe(connection)
    expect(labels()).toEqual([URL_A, 'wss://host.test/b'])
  })

  it('a connection only when the protocols are equal', () => {
    const connection = registry.connection(URL_A, { protocols: 'a' })
    expect(registry.connection(URL_A, { protocols: 'b' })).not.toBe(connection)
    expect(registry.connection(URL_A, { protocols: ['a'] })).toBe(connection)
  })

  it('a connection by key, also with url functions', () => {
    const connection = registry.connection(() => URL_A, KEY)
    expect(registry.connection(() => URL_A, KEY)).toBe(connection)
    expect(registry.connection(URL_A, KEY)).toBe(connection)
    expect(connection.key).toBe('shared')
  })

  it('no connection for a url function without a key', () => {
    const url = () => URL_A
    expect(registry.connection(url)).not.toBe(registry.connection(url))
    expect([...registry.entries()]).toHaveLength(2)
  })

  it('one connection for one url with different protocol functions', () => {
    const connection = registry.connection(URL_A, { protocols: () => 'a' })
    expect(registry.connection(URL_A, { protocols: () => 'a' })).toBe(connection)
  })

  it('no connection with another registry or with createConnection()', () => {
    const connection = registry.connection(URL_A)
    const other = createRegistry()
    expect(other.connection(URL_A)).not.toBe(connection)
    expect(createConnection(URL_A)).not.toBe(connection)
    expect([...other.entries()]).toHaveLength(1)
  })

  it('one socket for all calls of retain()', () => {
    const releases = Array.from({ length: 1000 }, () => registry.connection(URL_A).retain())
    expect(network.sockets).toHaveLength(1)
    for (const release of releases.slice(1)) release()
    expect(network.live).toHaveLength(1)
  })
})

describe('a registry creates', () => {
  it('passive connections', () => {
    registry.connection(URL_A)
    expect(network.sockets).toHaveLength(0)
    expect([...registry.entries()][0]?.getSnapshot()).toMatchObject({ phase: 'idle', readyState: -1 })
  })

  it('connections with its defaults, which the first caller can override', () => {
    const scoped = createRegistry({ defaults: { WebSocket: network.WebSocket, protocols: 'default', binaryType: 'blob' } })
    scoped.connection(URL_A).connect()
    scoped.connection('wss://host.test/b', { protocols: 'own' }).connect()
    expect(network.sockets.map(({ protocols, binaryType }) => [protocols, binaryType])).toEqual([
      ['default', 'blob'],
      ['own', 'blob'],
    ])
    scoped.dispose()
  })
})

describe('two callers with different options', () => {
  it('use the options of the first one', () => {
    const connection = registry.connection(URL_A, { binaryType: 'blob' })
    expect(registry.connection(URL_A, { binaryType: 'arraybuffer' })).toBe(connection)
    connection.connect()
    expect(network.latest.binaryType).toBe('blob')
  })

  it('also use an option that only the second one has', () => {
    const connection = registry.connection(URL_A, { binaryType: 'blob' })
    registry.connection(URL_A, { lingerMs: 7 })
    expect(connection.options).toMatchObject({ binaryType: 'blob', lingerMs: 7 })
  })

  it('cause one warning with the names of the options and the fix', () => {
    registry.connection(URL_A, { lingerMs: 1, heartbeat: false })
    for (let i = 0; i < 3; i++) registry.connection(URL_A, { lingerMs: 2, heartbeat: {} })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/lingerMs, heartbeat/)
    expect(warnings[0]).toMatch(/`key`/)
    expect(warnings[0]).toContain(URL_A)
  })

  it('cause another warning for another difference', () => {
    registry.connection(URL_A, { lingerMs: 1, codec: text() as never })
    registry.connection(URL_A, { lingerMs: 2 })
    registry.connection(URL_A, { codec: json() as never })
    expect(warnings.map((warning) => /lingerMs|codec/.exec(warning)?.[0])).toEqual(['lingerMs', 'codec'])
  })

  it('cause a warning without query, user, protocol or option values', () => {
    const url = 'wss://user:secret@host.test/a?token=secret'
    registry.connection(url, { protocols: 'secret', heartbeat: { message: 'secret' } })
    registry.connection(url, { protocols: 'secret', heartbeat: { message: 'secret2' } })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).not.toContain('secret')
  })

  it('cause no warning for missing options, inline functions and options of a single subscriber', () => {
    const first = { ...KEY, handshake: () => {}, lingerMs: 1, reconnect: { delay: () => 1 } }
    registry.connection(URL_A, first)
    registry.connection(URL_A, KEY)
    registry.connection(URL_A, { ...first, handshake: () => {}, reconnect: { delay: () => 2 } })
    registry.connection(URL_A, { ...first, onMessage: () => {}, filter: () => true, enabled: false } as typeof first)
    expect(warnings).toEqual([])
  })

  it('cause no warning for one protocol as text and as a list', () => {
    registry.connection(URL_A, { protocols: 'a' })
    registry.connection(URL_A, { protocols: ['a'] })
    expect(warnings).toEqual([])
  })

  it('cause no warning in production', () => {
    vi.stubEnv('NODE_ENV', 'production')
    registry.connection(URL_A, { lingerMs: 1 })
    registry.connection(URL_A, { lingerMs: 2 })
    expect(warnings).toEqual([])
  })
})

describe('a shared connection', () => {
  it('is replaced by a new one with the new options after it was disposed', () => {
    const old = registry.connection(URL_A, { lingerMs: 1 })
    old.dispose()
    expect(labels()).toEqual([])
    const next = registry.connection(URL_A, { lingerMs: 2 })
    expect(next).not.toBe(old)
    expect(warnings).toEqual([])
    old.dispose()
    expect(registry.connection(URL_A)).toBe(next)
  })

  it('is disposed with its registry, and the registry can be used again', () => {
    const connections = [registry.connection(URL_A), registry.connection(() => URL_A)]
    for (const connection of connections) connection.connect()
    registry.dispose()
    expect(connections.map((connection) => connection.getSnapshot().phase)).toEqual(['closed', 'closed'])
    expect(network.live).toHaveLength(0)
    expect(labels()).toEqual([])
    registry.connection(URL_A).connect()
    expect(network.live).toHaveLength(1)
  })

  it('uses the options of its next caller when it was idle', () => {
    vi.useFakeTimers()
    const connection = createIdleConnection()
    expect(connection.getSnapshot().phase).toBe('idle')
    expect(registry.connection(URL_A, { lingerMs: 5 })).toBe(connection)
    expect(connection.option('lingerMs')).toBe(5)
    expect(connection.option('closeTimeoutMs')).toBeUndefined()
    expect(warnings).toEqual([])
    vi.useRealTimers()
  })

  it('is in entries(), however many others there are', () => {
    const connections = Array.from({ length: 300 }, (_, i) => registry.connection(`wss://host.test/${i}`))
    expect([...registry.entries()]).toEqual(connections)
  })
})

describe('collected connections', () => {
  /** Replaces the engine's weak references, and counts each read of one. */
  function watchReferences() {
    const watch = { reads: 0, areAllCollected: false }
    class WatchedReference<T extends WeakKey> {
      readonly #target: T
      constructor(target: T) {
        this.#target = target
      }
      deref(): T | undefined {
        watch.reads++
        return watch.areAllCollected ? undefined : this.#target
      }
    }
    vi.stubGlobal('WeakRef', WatchedReference)
    return watch
  }
  const createMany = () => {
    for (let i = 0; i < 1000; i++) registry.connection(`${URL_A}/${i}`)
  }

  it('are removed from the registry when more are created', () => {
    const watch = watchReferences()
    watch.areAllCollected = true
    createMany()
    watch.reads = 0
    expect(labels()).toEqual([])
    expect(watch.reads).toBeLessThan(100)
  })

  it('cost less than two reads for each connection that is created', () => {
    const watch = watchReferences()
    createMany()
    expect(watch.reads).toBeLessThan(2000)
    expect(labels()).toHaveLength(1000)
  })

  it('are replaced when they are requested again', () => {
    const watch = watchReferences()
    registry.connection(URL_A)
    watch.areAllCollected = true
    registry.connection(URL_A)
    watch.areAllCollected = false
    expect(labels()).toEqual([URL_A])
  })
})

describe('options that change nothing', () => {
  it.each<[string, object]>([
    ['are the defaults', { reconnect: true, heartbeat: false, lingerMs: 1000, queue: { maxMessages: 1000 } }],
    ['offer no protocol', { protocols: [] }],
    ['are undefined', { lingerMs: undefined }],
  ])('cause no warning when they %s', (_, options) => {
    const connection = registry.connection(URL_A)
    expect(registry.connection(URL_A, options)).toBe(connection)
    expect(warnings).toEqual([])
  })

  it('keep the defaults of the registry in force', () => {
    registry.connection(URL_A, { WebSocket: undefined as never }).connect()
    expect(network.sockets).toHaveLength(1)
  })

  it('do not include another constructor', () => {
    registry.connection(URL_A, { WebSocket: createFakeNetwork().WebSocket })
    registry.connection(URL_A, { WebSocket: createFakeNetwork().WebSocket })
    expect(warnings).toEqual([expect.stringContaining('WebSocket')])
  })
})

describe('the default registry', () => {
  it('is created once, at the first use', () => {
    expect(getDefaultRegistry()).toBe(getDefaultRegistry())
  })

  it('is shared with other copies of the package in the realm', async () => {
    const mine = getDefaultRegistry()
    vi.resetModules()
    const copy = await import('websocket-store')
    expect(copy.getDefaultRegistry).not.toBe(getDefaultRegistry)
    expect(copy.getDefaultRegistry()).toBe(mine)
  })

  it('is not created by importing the package', async () => {
    const registries = () => Object.getOwnPropertySymbols(globalThis).filter((symbol) => symbol.description?.startsWith('websocket-store'))
    for (const symbol of registries()) Reflect.deleteProperty(globalThis, symbol)
    vi.resetModules()
    const copy = await import('websocket-store')
    expect(registries()).toEqual([])
    copy.getDefaultRegistry()
    expect(registries()).toHaveLength(1)
  })
})
