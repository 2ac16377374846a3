import type { Meter } from '@opentelemetry/api'
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader, type DataPoint, type Histogram } from '@opentelemetry/sdk-metrics'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createRegistry, json, type ConnectionOptions, type ConnectionRegistry } from 'websocket-store'
import { WebSocket } from 'ws'
import { serve } from '../support/per-test'
import { pause, untilPhase, waitFor } from '../support/wait-for'
import { findBlock, read } from './support/code-blocks'
import { runBlock } from './support/run-block'

const PAGE = 'docs/guides/observability.md'
const SECRET = 'sesame-5f2c'
const modules = { '@opentelemetry/api': () => import('@opentelemetry/api') }

/** Runs the recipe with `marker`, and returns its only export. */
const recipe = async <Recipe>(marker: string): Promise<Recipe> =>
  Object.values(await runBlock<Record<string, Recipe>>(PAGE, marker, 'ws://unused', { modules }))[0]!

/** A registry whose connections carry secrets in every place. */
function connect(serverUrl: string, path = '/feed', options: ConnectionOptions<unknown, unknown> = {}) {
  const registry = createRegistry({ defaults: { WebSocket, reconnect: { delay: () => 30 } } })
  onTestFinished(() => registry.dispose())
  const url = `${serverUrl.replace('//', `//ann:${SECRET}@`)}${path}?token=${SECRET}`
  const connection = registry.connection(url, { protocols: ['chat', SECRET], codec: json(), ...options })
  return { registry, connection }
}

const start = () => serve({ echo: false, protocols: ['chat'] })

describe('the logger', () => {
  it('is as long as the heading says', () => {
    expect(read(PAGE)).toContain('## A logger in ten lines')
    expect(findBlock(PAGE, 'ts', 'logConnections').trim().split('\n').length).toBeLessThanOrEqual(10)
  })

  it('has a level for each event, and no secrets', async () => {
    const server = await start()
    const { registry, connection } = connect(server.url)
    const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() }
    const logConnections = await recipe<(registry: ConnectionRegistry, to: typeof log) => () => void>('logConnections')
    onTestFinished(logConnections(registry, log))
    connection.connect()
    await untilPhase(connection, 'open')
    await server.down()
    await waitFor(() => log.error.mock.calls.length > 0)
    connection.send({ secret: SECRET }, { queue: false })
    expect(log.debug).toHaveBeenCalledWith(connection.key, 'attempt', 0, `${server.url}/feed`)
    expect(log.info).toHaveBeenCalledWith(connection.key, 'open', 'waiting', 'socket-close', expect.anything())
    expect(log.error).toHaveBeenCalledWith(connection.key, 'connect-failed', expect.any(String))
    expect(log.warn).toHaveBeenCalledWith(connection.key, 'dropped', 'not-open')
    expect(JSON.stringify(Object.values(log).map(({ mock }) => mock.calls))).not.toContain(SECRET)
  })
})

describe('the OpenTelemetry metrics', () => {
  async function measure(registry: ConnectionRegistry) {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
    const provider = new MeterProvider({ readers: [reader] })
    const measureConnections = await recipe<(registry: ConnectionRegistry, meter: Meter) => () => void>('measureConnections')
    const stop = measureConnections(registry, provider.getMeter('test'))
    onTestFinished(() => provider.shutdown())

    /** The data points of the last collection, by the name of their metric. */
    async function collect() {
      exporter.reset()
      await provider.forceFlush()
      const all = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
      const points = (name: string) =>
        all.filter(({ descriptor }) => descriptor.name === `websocket.client.${name}`).flatMap(({ dataPoints }) => dataPoints as DataPoint<unknown>[])
      const sum = (name: string, attributes: object = {}): number =>
        points(name)
          .filter((point) => Object.entries(attributes).every(([key, value]) => point.attributes[key] === value))
          .reduce((total, { value }) => total + (value as number), 0)
      const times = (name: string) => points(name).map(({ value }) => value as Histogram)
      return { points, sum, times, text: JSON.stringify(all) }
    }
    onTestFinished(stop)
    return { collect, stop }
  }

  it('count what happens when a server is killed and restarted', async () => {
    const server = await start()
    const { registry, connection } = connect(server.url)
    const { collect } = await measure(registry)
    connection.connect()
    await untilPhase(connection, 'open')
    connection.send({ price: 'ä' })
    await waitFor(() => server.messages.length === 1)
    server.broadcast('{"price":1}')
    await waitFor(() => connection.getSnapshot().data !== undefined)
    const before = await collect()
    expect([before.sum('open'), before.sum('dials'), before.sum('reconnects'), before.sum('closes')]).toEqual([1, 1, 0, 0])
    expect(before.sum('frames', { 'network.io.direction': 'receive', role: 'message' })).toBe(1)
    expect(before.sum('io', { 'network.io.direction': 'receive' })).toBe('{"price":1}'.length)
    expect(before.sum('io', { 'network.io.direction': 'transmit' })).toBe(Buffer.byteLength('{"price":"ä"}'))

    await server.down()
    await untilPhase(connection, 'waiting')
    connection.send({ secret: SECRET })
    connection.send({ secret: SECRET }, { queue: false })
    await pause(100)
    const during = await collect()
    expect([during.sum('open'), during.sum('queued')]).toEqual([0, 1])
    expect(during.sum('closes', { code: 1006 })).toBe(1)
    expect(during.sum('drops', { reason: 'not-open' })).toBe(1)
    expect(during.sum('errors', { 'error.type': 'connect-failed', fatal: false })).toBeGreaterThan(0)

    await server.up()
    await untilPhase(connection, 'open')
    await waitFor(() => server.messages.length === 2)
    const after = await collect()
    expect([after.sum('open'), after.sum('queued'), after.sum('reconnects')]).toEqual([1, 0, 1])
    expect(after.sum('dials')).toBeGreaterThan(2)
    const [lost] = after.times('disconnected.duration')
    expect(lost!.count).toBe(1)
    expect(lost!.sum).toBeGreaterThan(0.1)
    expect(lost!.sum).toBeLessThan(10)
    const [opening] = after.times('open.duration')
    expect(opening!.count).toBe(2)
    expect(opening!.buckets.boundaries[0]).toBeLessThan(0.01)
    expect(after.text).not.toContain(SECRET)
  })

  it('count a close for good by its code, and not as disconnected', async () => {
    const server = await start()
    const { registry, connection } = connect(server.url)
    const { collect } = await measure(registry)
    connection.connect()
    await untilPhase(connection, 'open')
    server.closeAll(4400, SECRET)
    await untilPhase(connection, 'closed')
    connection.connect()
    await untilPhase(connection, 'open')
    const { sum, times, text } = await collect()
    expect(sum('closes', { code: 4400 })).toBe(1)
    expect(sum('errors', { 'error.type': 'closed', fatal: true })).toBe(1)
    expect(sum('reconnects')).toBe(0)
    expect(times('disconnected.duration')).toEqual([])
    expect(text).not.toContain(SECRET)
  })

  it('count no reconnect when the program itself closed the socket', async () => {
    const server = await start()
    const { registry, connection } = connect(server.url, '/feed', { lingerMs: 0 })
    const { collect } = await measure(registry)
    const release = connection.retain()
    await untilPhase(connection, 'open')
    // At once when it closes: the server may have answered before the test looks.
    connection.on('state', ({ phase }) => {
      if (phase === 'closing') onTestFinished(connection.retain())
    })
    release()
    await waitFor(() => server.opened === 2)
    await untilPhase(connection, 'open')
    const { sum, times } = await collect()
    expect([sum('dials'), sum('closes'), sum('reconnects')]).toEqual([2, 1, 0])
    expect(times('disconnected.duration')).toEqual([])
  })

  it('have the latency of each ping', async () => {
    const server = await serve({ protocols: ['chat'], onMessage: (_, socket) => setTimeout(() => socket.send('"pong"'), 5) })
    const { registry, connection } = connect(server.url, '/feed', {
      heartbeat: { message: '"ping"', intervalMs: Infinity, isPong: (message) => message === '"pong"' },
    })
    const { collect } = await measure(registry)
    connection.connect()
    await untilPhase(connection, 'open')
    for (let ping = 1; ping <= 2; ping++) {
      connection.ping()
      await waitFor(() => server.messages.length === ping)
      await pause(50)
    }
    const { times, sum } = await collect()
    expect(times('latency')).toEqual([expect.objectContaining({ count: 2 })])
    expect(times('latency')[0]!.sum).toBeGreaterThanOrEqual(0.008)
    expect(sum('frames', { role: 'heartbeat' })).toBe(4)
  })

  it('have no latency of the pings that the server sends', async () => {
    const server = await serve({ protocols: ['chat'], onMessage: (data, socket) => String(data) === '"ping"' && socket.send('"pong"') })
    const { registry, connection } = connect(server.url, '/feed', {
      heartbeat: {
        message: '"ping"',
        intervalMs: Infinity,
        isPong: (message) => message === '"pong"',
        reply: (message) => (message === '"are you there"' ? '"yes"' : undefined),
      },
    })
    const { collect } = await measure(registry)
    connection.connect()
    await untilPhase(connection, 'open')
    connection.ping()
    await waitFor(() => connection.getSnapshot().latencyMs !== null)
    for (let answer = 1; answer <= 3; answer++) {
      await pause(20)
      server.broadcast('"are you there"')
      await waitFor(() => server.messages.length === 1 + answer)
    }
    const { times, sum } = await collect()
    expect(sum('frames', { role: 'heartbeat' })).toBe(8)
    expect(times('latency')).toEqual([expect.objectContaining({ count: 1 })])
  })

  it('have one series for a host and a kind of path, whatever ids and queries the URLs have', async () => {
    const server = await start()
    const { registry, connection } = connect(server.url, '/rooms/1')
    const { collect } = await measure(registry)
    const other = registry.connection(`${server.url}/rooms/2?at=${Date.now()}`)
    const third = registry.connection(`${server.url}/rooms/0b6f3c1e-7d54-4a52-9a56-1f0f3a3f2c11/v1`)
    for (const each of [connection, other, third]) each.connect()
    for (const each of [connection, other, third]) await waitFor(() => each.getSnapshot().phase === 'open')
    const { points } = await collect()
    const host = { 'server.address': '127.0.0.1' }
    expect(points('open').map(({ attributes, value }) => ({ ...attributes, value }))).toEqual([
      { ...host, 'url.template': '/rooms/:id', value: 2 },
      { ...host, 'url.template': '/rooms/:id/v1', value: 1 },
    ])
    expect(points('dials')).toHaveLength(2)
  })

  it('continue with a connection that was open before, and are zero without it', async () => {
    const server = await start()
    const { registry, connection } = connect(server.url)
    connection.connect()
    await untilPhase(connection, 'open')
    const { collect } = await measure(registry)
    expect((await collect()).points('open')).toMatchObject([{ value: 1, attributes: { 'url.template': '/feed' } }])
    connection.dispose()
    expect((await collect()).points('open')).toMatchObject([{ value: 0, attributes: { 'url.template': '/feed' } }])
  })

  it('end when they are stopped', async () => {
    const server = await start()
    const { registry, connection } = connect(server.url)
    const { collect, stop } = await measure(registry)
    const entries = vi.spyOn(registry, 'entries')
    stop()
    entries.mockClear()
    connection.connect()
    connection.send('after the end')
    await waitFor(() => server.messages.length === 1)
    const { points } = await collect()
    expect([points('dials'), points('frames'), points('open')]).toEqual([[], [], []])
    expect(entries).not.toHaveBeenCalled()
  })
})
