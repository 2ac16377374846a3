import { describe, expect, it, vi } from 'vitest'
import { channel, createRegistry, json, jsonRpc, request, tap, type TapEvent } from 'websocket-store'
import { createTestServer } from 'websocket-store/testing'
import { systemClock } from '../../../../src/core/platform/clock'
import { tapped } from './support'

const URL = 'wss://user:pa55word@server.example/feed?token=s3cret'

describe('tap: phases', () => {
  it('tells each phase with its cause, and the dial between them', async () => {
    const { registry, server, events } = tapped({ reconnect: { minDelayMs: 100 } })
    const connection = registry.connection(URL)
    connection.connect()
    await server.connected()
    await server.settled()
    server.close(1011, 'restart')
    await server.settled()
    connection.disconnect()
    const shown = events.flatMap((event) =>
      event.type === 'state' ? [`${event.previous} > ${event.phase}: ${event.cause.type} ${event.cause.detail ?? ''}`.trim()] : event.type === 'dial' ? [`dial ${event.url}`] : [],
    )
    expect(shown).toEqual([
      'idle > resolving: connect',
      'resolving > connecting: resolved',
      'dial wss://server.example/feed',
      'connecting > open: socket-open',
      'open > waiting: socket-close 1011',
      'waiting > closed: disconnect',
    ])
  })

  it('tells when the next attempt is, and how the last socket ended', async () => {
    const { registry, server, of } = tapped({ reconnect: { minDelayMs: 5000, maxDelayMs: 5000 } })
    const connection = registry.connection(URL)
    connection.connect()
    await server.connected()
    await server.settled()
    server.cut()
    await server.settled()
    const waiting = of('state').find(({ phase }) => phase === 'waiting')!
    expect(waiting.lastClose).toEqual({ code: 1006, reason: '', wasClean: false })
    expect(waiting.retryAt).toBe(connection.getSnapshot().retryAt)
    connection.reconnect()
    await server.connected(2)
    await server.settled()
    expect(of('state').filter(({ phase }) => phase === 'open').map(({ isReconnect }) => isReconnect)).toEqual([false, true])
  })

  it('tells a new connection before anybody uses it, and its end', () => {
    const { registry, events } = tapped()
    const connection = registry.connection('wss://server.example/a')
    expect(events.map(({ type }) => type)).toEqual(['created'])
    expect(events[0]!.connection).toBe(connection)
    connection.dispose()
    expect(events.at(-1)!.type).toBe('disposed')
  })

  it('tells the connections that exist already', () => {
    const registry = createRegistry()
    const connection = registry.connection('wss://server.example/a')
    const events: TapEvent[] = []
    tap(registry, (event) => void events.push(event))()
    expect(events).toMatchObject([{ type: 'created', connection }])
  })
})

describe('tap: errors, queue and drops', () => {
  it('tells each failure before its listeners do anything', async () => {
    const { registry, server, events } = tapped({ reconnect: false })
    server.refuse()
    const connection = registry.connection(URL)
    const order: string[] = []
    connection.on('error', () => order.push(`listener after ${events.some(({ type }) => type === 'error')}`))
    connection.connect()
    await server.settled()
    expect(order).toEqual(['listener after true'])
    expect(events.find((event) => event.type === 'error')).toMatchObject({ error: { code: 'connect-failed' } })
  })

  it('tells the length of the queue, and drops with their reason', () => {
    const { registry, of } = tapped({ queue: { maxMessages: 2 } })
    const connection = registry.connection(URL)
    for (const message of ['a', 'b', 'c']) connection.send(message)
    connection.clearQueue()
    expect(of('queue').map(({ queued }) => queued)).toEqual([1, 2, 0])
    expect(of('drop').map(({ message, reason }) => [message, reason])).toEqual([['c', 'overflow'], ['a', 'cleared'], ['b', 'cleared']])
  })

  it('isolates a listener that throws', async () => {
    const reported = vi.spyOn(systemClock, 'reportError').mockImplementation(() => {})
    const { registry, server, events } = tapped()
    tap(registry, () => {
      throw new Error('tap')
    })
    const connection = registry.connection(URL)
    connection.connect()
    await server.connected()
    await server.settled()
    expect(connection.getSnapshot().phase).toBe('open')
    expect(events.some((event) => event.type === 'state' && event.phase === 'open')).toBe(true)
    expect(reported).toHaveBeenCalled()
  })
})

describe('tap: channels, requests and renewals', () => {
  it('tells the status and holders of a channel', async () => {
    const { registry, server, of } = tapped()
    const connection = registry.connection(URL, {
      codec: json<{ channel?: string; ack?: string; seq?: number }, object>(),
      channels: { subscribe: (key) => ({ subscribe: key }), route: ({ channel: key }) => key, ackOf: ({ ack }) => ack, positionOf: ({ seq }) => seq },
    })
    server.on({ subscribe: 'a' } as never, JSON.stringify({ ack: 'a' }))
    server.onMessage((message, client) => {
      if (typeof message === 'string' && message.includes('subscribe')) client.send(JSON.stringify({ ack: 'a' }))
    })
    const release = channel(connection, 'a').retain()
    connection.connect()
    await server.connected()
    await server.settled()
    server.send(JSON.stringify({ channel: 'a', seq: 7 }))
    await server.settled()
    release()
    expect(of('channel').map(({ key, status, holders }) => `${key} ${status} ${holders}`)).toEqual(['a subscribing 1', 'a subscribed 1', 'a subscribed 0'])
    expect(of('channel').at(-1)!.position).toBe(7)
  })

  it('tells the stages of requests, and how they end', async () => {
    const { registry, server, of } = tapped()
    const connection = registry.connection(URL, { requests: jsonRpc(), codec: json<never, never>() } as never)
    connection.connect()
    const client = await server.connected()
    client.onMessage((message) => {
      const { id, method } = JSON.parse(message as string) as { id: string; method: string }
      if (method === 'add') client.send(JSON.stringify({ jsonrpc: '2.0', id, result: 3 }))
    })
    await request(connection as never, { method: 'add' } as never)
    await expect(request(connection as never, { method: 'never' } as never, { timeoutMs: 20 })).rejects.toThrow()
    const controller = new AbortController()
    const aborted = request(connection as never, { method: 'never' } as never, { signal: controller.signal })
    controller.abort()
    await expect(aborted).rejects.toThrow()
    expect(of('request').map(({ stage, outcome }) => [stage, outcome].filter(Boolean).join(' '))).toEqual([
      'start', 'sent', 'reply', 'end replied',
      'start', 'sent', 'end failed',
      'start', 'sent', 'end cancelled',
    ])
    expect(new Set(of('request').map(({ request: id }) => id)).size).toBe(3)
  })

  it('tells renewals, done and failed', async () => {
    let runs = 0
    const { registry, server, of } = tapped({
      reconnect: false,
      handshake: () => {
        if (++runs === 3) throw new Error('expired')
      },
    })
    const connection = registry.connection(URL)
    connection.connect()
    await server.connected()
    await server.settled()
    await connection.renew()
    await connection.renew().catch(() => {})
    expect(of('renewal').map(({ stage }) => stage)).toEqual(['start', 'done', 'start', 'failed'])
  })
})

describe('tap: cost and end', () => {
  it('leaves a connection without taps as it was', async () => {
    const server = createTestServer()
    const { registry } = server
    const connection = registry.connection(URL)
    const untouched = JSON.stringify(Object.getOwnPropertyNames(inside(connection)))
    const stops = [tap(registry, () => {}), tap(registry, () => {})]
    connection.connect()
    await server.connected()
    for (const stop of stops) stop()
    expect(JSON.stringify(Object.getOwnPropertyNames(inside(connection)))).toBe(untouched)
    server.stop()
  })

  it('leaves frames alone when nobody wants them', async () => {
    const server = createTestServer()
    const { registry } = server
    const connection = registry.connection(URL)
    const shadowed = () => ['receive', 'dispatch', 'heartbeat'].filter((name) => Object.hasOwn(inside(connection), name))
    const types = new Set<string>()
    const stop = tap(registry, ({ type }) => types.add(type), { frames: false })
    connection.connect()
    await server.connected()
    await server.settled()
    server.send('hello')
    await server.settled()
    expect(shadowed()).toEqual([])
    expect([...types]).not.toContain('frame')
    expect([...types]).toContain('state')
    const stopFrames = tap(registry, () => {})
    expect(shadowed()).toEqual(['receive', 'dispatch', 'heartbeat'])
    stopFrames()
    expect(shadowed()).toEqual([])
    stop()
    server.stop()
  })

  it('tells nothing after its end', async () => {
    const { registry, server, events, stop } = tapped()
    const connection = registry.connection(URL)
    stop()
    const before = events.length
    connection.connect()
    await server.connected()
    registry.connection('wss://server.example/b')
    expect(events).toHaveLength(before)
  })
})

const inside = (connection: object) => (connection as Record<symbol, () => object>)[Symbol.for('websocket-store/inside')]!()
