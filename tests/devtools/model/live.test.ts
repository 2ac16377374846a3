import { expect, it, onTestFinished, vi } from 'vitest'
import { channel, json, jsonRpc, request } from 'websocket-store'
import { createActions } from '../../../src/devtools/actions/actions'
import { createRecordedServer } from './support'

const URL = 'wss://server.example/feed'

it('follows a connection from its creation to its end', async () => {
  const { registry, server, session } = createRecordedServer({ reconnect: { minDelayMs: 5000 } })
  const connection = registry.connection(URL)
  connection.send('queued')
  expect(session.connections()[0]).toMatchObject({ queue: ['queued'], snapshot: { phase: 'idle', queued: 1 } })
  const release = connection.retain()
  await server.connected()
  await server.settled()
  expect(session.connections()[0]).toMatchObject({ connection, queue: [], snapshot: { phase: 'open', queued: 0 }, inspection: { demand: 1 } })
  server.send('hello')
  server.send(Uint8Array.from([1, 2, 3]))
  await server.settled()
  server.cut()
  await server.settled()
  const [model] = session.connections()
  expect(model!.snapshot).toMatchObject({ phase: 'waiting', retryAt: connection.getSnapshot().retryAt })
  expect(model!.phases.map(({ phase, cause, close }) => [phase, cause.type, close?.code])).toEqual([
    ['idle', 'signal', undefined],
    ['resolving', 'retain', undefined],
    ['connecting', 'resolved', undefined],
    ['open', 'socket-open', undefined],
    ['waiting', 'socket-close', 1006],
  ])
  expect(session.frames(model!.id).map(({ direction, role, data, bytes }) => [direction, role, data, bytes])).toEqual([
    ['out', 'message', 'queued', 6],
    ['in', 'message', 'hello', 5],
    ['in', 'message', Uint8Array.from([1, 2, 3]), 3],
  ])
  const sums = model!.rates.map(({ framesIn, bytesOut }) => [framesIn, bytesOut])
  expect([0, 1].map((index) => sums.reduce((sum, each) => sum + each[index]!, 0))).toEqual([2, 6])
  release()
  connection.dispose()
  expect(session.connections()[0]).toMatchObject({ isDisposed: true, inspection: { demand: 1 } })
})

it('shows connections and channels that exist already', async () => {
  const { registry, server } = createRecordedServer()
  const connection = registry.connection(URL, { codec: json<{ key: string }, object>(), channels: { subscribe: (key) => ({ key }), route: ({ key }) => key } })
  connection.connect()
  channel(connection, 'news').retain()
  await server.connected()
  await server.settled()
  const { createSession } = await import('../../../src/devtools/model/session')
  const late = createSession(registry)
  expect(late.connections()).toMatchObject([
    { label: URL, snapshot: { phase: 'open' }, channels: [{ key: 'news', status: 'subscribed', holders: 1, messages: 0 }] },
  ])
  late.setRecording(true)
  server.send('{"key":"news"}')
  await server.settled()
  expect(late.frames(1)).toMatchObject([{ data: '{"key":"news"}', channels: ['news'] }])
  expect(late.connections()[0]!.channels).toMatchObject([{ key: 'news', messages: 1 }])
  late.dispose()
})

it('follows requests', async () => {
  const { registry, server, session } = createRecordedServer()
  const connection = registry.connection(URL, { codec: json(), requests: jsonRpc() as never })
  connection.connect()
  await server.connected()
  server.on(/add/, (message) => JSON.stringify({ jsonrpc: '2.0', id: (JSON.parse(String(message)) as { id: number }).id, result: 3 }))
  server.on(/fail/, (message) => JSON.stringify({ jsonrpc: '2.0', id: (JSON.parse(String(message)) as { id: number }).id, error: { code: -1, message: 'no' } }))
  await request(connection, { method: 'add' })
  await request(connection, { method: 'fail' }).catch(() => {})
  const controller = new AbortController()
  const waiting = request(connection, { method: 'wait' }, { signal: controller.signal }).catch(() => {})
  await server.received(/wait/)
  controller.abort()
  await waiting
  const [model] = session.connections()
  expect(model!.requests.map(({ outcome, message }) => [outcome, message])).toEqual([
    ['replied', '{"method":"add"}'],
    ['failed', '{"method":"fail"}'],
    ['cancelled', '{"method":"wait"}'],
  ])
  expect(model!.requests[0]!.sentAt).toBeGreaterThanOrEqual(model!.requests[0]!.startedAt)
})

it('does not count as a program that handles a failure', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { registry, server, session } = createRecordedServer({ reconnect: false })
  server.refuse()
  registry.connection(URL).connect()
  await server.settled()
  expect(session.connections()[0]!.phases.at(-1)!.error).toMatchObject({ code: 'connect-failed' })
  expect(warn.mock.calls.flat().join()).toContain('connect-failed')
})

it('shows what the panel does to frames and connections', async () => {
  const { registry, server, session } = createRecordedServer({ reconnect: false })
  const actions = createActions(registry)
  onTestFinished(() => actions.dispose())
  const connection = registry.connection(URL)
  connection.connect()
  await server.connected()
  await server.settled()
  actions.inject(connection as never, 'made up')
  actions.setLine(connection as never, { muteIn: true, muteOut: true })
  connection.send('a')
  server.send('b')
  await server.settled()
  actions.setLine(connection as never, { muteIn: false, muteOut: false })
  actions.cut(connection as never)
  await server.settled()
  expect(session.frames(1).map(({ direction, data, note }) => [direction, data, note])).toEqual([
    ['in', 'made up', 'injected'],
    ['out', 'a', 'muted'],
    ['in', 'b', 'muted'],
  ])
  const faults = session.connections()[0]!.notes.filter(({ kind }) => kind === 'fault')
  expect(faults.at(-1)!.text).toBe('Socket cut')
  expect(faults.length).toBeGreaterThan(1)
})
