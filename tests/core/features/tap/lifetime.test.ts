import { setFlagsFromString } from 'node:v8'
import { runInThisContext } from 'node:vm'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createRegistry, tap, type Connection, type TapEvent } from 'websocket-store'
import { createTestServer } from 'websocket-store/testing'
import { systemClock } from '../../../../src/core/platform/clock'
import { insideOf } from '../../../../src/core/connection/connection-facade'
import { shadow } from '../../../../src/core/features/tap/shadow'
import { collectGarbage } from '../../../support/collect-garbage'
import { tapped } from './support'

const URL = 'wss://server.example/feed'

describe('a tap that starts in the middle of something', () => {
  it('gets the next event, also when it replaces another one', () => {
    const { registry } = tapped()
    const got: string[] = []
    let stop = () => {}
    const replace = () => {
      stop()
      stop = tap(registry, ({ type }) => {
        got.push(type)
        if (type === 'options' && got.length < 20) replace()
      })
    }
    replace()
    registry.connection(URL).retain()
    stop()
    expect(got.filter((type) => type === 'options')).toEqual(['options'])
  })

  it('shows no change of phase without its cause', async () => {
    const server = createTestServer()
    onTestFinished(server.stop)
    const { registry } = server
    const events: TapEvent[] = []
    const setup = () => {
      onTestFinished(tap(registry, (event) => void events.push(event)))
    }
    registry.connection(URL, { setup }).connect()
    await server.connected()
    await server.settled()
    const states = events.flatMap((event) => (event.type === 'state' ? [`${event.previous} > ${event.phase}: ${event.cause.type}`] : []))
    expect(states).toEqual(['resolving > connecting: resolved', 'connecting > open: socket-open'])
  })

  it('reports a listener that throws for a connection that exists, and goes on', () => {
    const reported = vi.spyOn(systemClock, 'reportError').mockImplementation(() => {})
    const registry = createRegistry()
    const connections = [registry.connection(URL), registry.connection(`${URL}/2`)]
    const seen: unknown[] = []
    const stop = tap(registry, ({ type, connection }) => {
      if (type === 'created') seen.push(connection)
      throw new Error('tap')
    })
    stop()
    expect(seen).toEqual(connections)
    expect(reported).toHaveBeenCalledTimes(2)
  })
})

describe('the end of a tap', () => {
  it('leaves nothing of its listener in a connection that was disposed before', async () => {
    const { registry } = createTestServer()
    const kept: Connection<unknown, unknown>[] = []
    const listenerOf = () => {
      const owned = { events: [] as TapEvent[] }
      const stop = tap(registry, (event) => void owned.events.push(event))
      kept.push(registry.connection(URL) as never)
      kept[0]!.dispose()
      expect(owned.events.map(({ type }) => type)).toContain('disposed')
      stop()
      return new WeakRef(owned)
    }
    const reference = listenerOf()
    await collectGarbage()
    expect(reference.deref()).toBeUndefined()
    expect(kept).toHaveLength(1)
  })

  it.each([{ frames: true }, { frames: false }])('leaves the connection as fast as it was: %j', async (options) => {
    setFlagsFromString('--allow-natives-syntax')
    const isFast = runInThisContext('(object) => %HasFastProperties(object)') as (object: object) => boolean
    const server = createTestServer()
    const { registry } = server
    onTestFinished(server.stop)
    const connection = registry.connection(URL, { heartbeat: { intervalMs: 60_000 } })
    connection.connect()
    await server.connected()
    await server.settled()
    const { sender, listeners, attempt } = insideOf(connection)
    const parts = [connection, insideOf(connection), sender, listeners, attempt!, insideOf(connection).heartbeat()]
    const stops = [tap(registry, () => {}, { frames: false }), tap(registry, () => {}, options)]
    server.send('a')
    connection.ping()
    await server.settled()
    for (const stop of stops.reverse()) stop()
    expect(parts.map(isFast)).toEqual(parts.map(() => true))
  })

  it('lets the registry forget connections at rest while it lasts', async () => {
    const { registry } = createTestServer()
    const stop = tap(registry, () => {})
    onTestFinished(stop)
    for (let i = 0; i < 20; i++) registry.connection(`${URL}/${i}`).retain()()
    for (const connection of registry.entries()) connection.disconnect()
    await collectGarbage()
    expect([...registry.entries()].filter(({ getSnapshot }) => getSnapshot().phase === 'idle')).toEqual([])
  })
})

it('shares shadows and taps with another copy of the library', async () => {
  vi.resetModules()
  const copy = (await import('../../../../src/core/features/tap/shadow')).shadow
  const copyOfTap = (await import('../../../../src/core/index')).tap
  expect(copy).not.toBe(shadow)
  const target = { greet: (text: string) => text }
  const greeter = Object.create(target) as typeof target
  const stops = [shadow, copy].map((each, n) => each(greeter, 'greet', (next) => (text) => `${n}${next(text)}`))
  expect(greeter.greet('')).toBe('10')
  stops[0]!()
  expect(greeter.greet('')).toBe('1')
  stops[1]!()
  expect(greeter.greet('')).toBe('')

  const { registry } = createTestServer()
  const got: string[] = []
  const [stop, stopCopy] = [tap, copyOfTap].map((each, n) => each(registry, ({ type }) => void got.push(`${n} ${type}`)))
  const connection = registry.connection(URL, { channels: { subscribe: (key: string) => key, route: () => undefined } } as never)
  connection.send('a')
  stop!()
  connection.send('b')
  stopCopy!()
  connection.send('c')
  expect(got).toEqual(['0 created', '1 created', '0 queue', '1 queue', '1 queue'])
})
