import { describe, expect, it } from 'vitest'
import { channel, createRegistry, inspect, type ConnectionOptions, type RegistryOptions } from 'websocket-store'
import { tapped } from './support'

const URL = 'wss://server.example/feed'
const option = (inspection: ReturnType<typeof inspect>, name: string) => inspection.options.find((each) => each.name === name)

describe('inspect', () => {
  it('shows who gives each option', () => {
    const registry = createRegistry({ defaults: { history: 7, lingerMs: 3 } })
    const connection = registry.connection(URL, { lingerMs: 5, WebSocket: class Own {} as never })
    const component = { url: URL, options: { notify: 'sync', lingerMs: 9, reconnect: { minDelayMs: 10 } } as ConnectionOptions }
    const release = connection.holdOptions(component)
    connection.retain()
    const inspection = inspect(connection as never)
    expect(inspection.demand).toBe(1)
    expect(inspection.holders.map(({ name }) => name)).toEqual(['owner', 'component 1'])
    expect(option(inspection, 'lingerMs')).toEqual({ name: 'lingerMs', value: '5', from: 'owner' })
    expect(option(inspection, 'notify')).toEqual({ name: 'notify', value: 'sync', from: 'component 1' })
    expect(option(inspection, 'history')).toEqual({ name: 'history', value: '7', from: 'registry' })
    expect(option(inspection, 'reconnect')!.value).toBe('{ minDelayMs: 10 }')
    expect(option(inspection, 'WebSocket')!.value).toBe('function Own')
    release()
    expect(option(inspect(connection as never), 'notify')!.from).toBe('former component')
    connection.dispose()
  })

  it('shows the channels in use', () => {
    const { registry } = tapped({ channels: { subscribe: (key: string) => key, route: () => undefined } as never })
    const connection = registry.connection(URL)
    channel(connection, 'a').retain()
    expect(inspect(connection).channels).toMatchObject([{ key: 'a', status: 'subscribing', holders: 1 }])
  })

  it('never shows credentials, in no event either', async () => {
    const SECRET = 's3cret'
    const defaults: RegistryOptions['defaults'] = {
      protocols: ['chat', `bearer.${SECRET}`],
      heartbeat: { message: SECRET, intervalMs: 1000 },
      handshake: ({ send }) => send(SECRET),
      lifecycle: { tenant: SECRET } as never,
      codec: { decode: (data: unknown) => data, encode: (data: unknown) => data, token: SECRET } as never,
      setup: () => {},
    }
    const { registry, server, events } = tapped({ ...defaults, reconnect: false })
    const connection = registry.connection(`wss://user:${SECRET}@server.example/feed?token=${SECRET}`)
    connection.on('error', () => {})
    connection.connect()
    await server.connected()
    await server.settled()
    const failing = registry.connection(() => Promise.reject(new Error(SECRET)), { key: 'failing' })
    failing.on('error', () => {})
    failing.connect()
    server.cut()
    await server.settled()
    expect(events.some((event) => event.type === 'error')).toBe(true)
    expect(inspect(connection).options.map(({ name }) => name)).toEqual(expect.arrayContaining(['url', 'protocols', 'heartbeat', 'codec']))
    const texts = textsOf([events, inspect(connection), inspect(failing)])
    expect(texts.length).toBeGreaterThan(50)
    expect(texts.filter((text) => text.includes(SECRET))).toEqual([])
  })
})

/** All texts that a tool finds in events without reading the connection itself. */
function textsOf(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  const own = value instanceof Error ? [value.message] : []
  const fields = Object.entries(value).filter(([name]) => name !== 'connection')
  return [...own, ...fields.flatMap(([name, each]) => [name, ...textsOf(each, seen)])]
}

