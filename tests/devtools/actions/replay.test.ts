import { expect, it } from 'vitest'
import { channel, json } from 'websocket-store'
import type { FrameRecord } from '../../../src/devtools/model/types'
import { replay } from '../../../src/devtools/actions/replay'
import type { ReplayProgress } from '../../../src/devtools/actions/types'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { setUp } from './support'

type Line = readonly [at: number, direction: 'in' | 'out', data: FrameRecord['data'], more?: Partial<FrameRecord>]

/** A recording, one line for each frame. */
const record = (...lines: Line[]): FrameRecord[] =>
  lines.map(([at, direction, data, more], id) => ({
    ...{ id, at: 1_700_000_000_000 + at, direction, data, role: 'message', bytes: 0, isCut: false, channels: [], note: '' },
    ...more,
  }))

const final = { state: 'done', skipped: 0, matched: 0, missing: 0, unexpected: 0, error: null }

it('plays inbound frames in order, text and bytes, and returns the connection to its own server', async () => {
  const { server, connection, received } = await setUp()
  const bytes = new Uint8Array([1, 2])
  const { done } = replay(connection, record([0, 'in', 'a'], [5, 'in', bytes], [9, 'in', 'c']), { speed: Infinity })
  expect(await done).toEqual({ ...final, played: 3, total: 3 })
  expect(received).toEqual(['a', bytes.buffer, 'c'])
  await untilPhase(connection, 'open')
  expect(connection.getSnapshot().lastClose).toEqual({ code: 1000, reason: '', wasClean: true })
  connection.send('real')
  await waitFor(() => received.length === 4)
  expect([server.opened, server.messages]).toEqual([2, ['real']])
})

it('plays frames at their times, and faster with a speed', async () => {
  const { connection } = await setUp()
  const at: number[] = []
  connection.onMessage(() => void at.push(performance.now()))
  const startedAt = performance.now()
  await replay(connection, record([0, 'in', 'a'], [150, 'in', 'b'], [300, 'out', 'x'])).done
  expect(at[1]! - at[0]!).toBeGreaterThan(130)
  expect(performance.now() - startedAt).toBeGreaterThan(290)
  // 100 ms instead of a minute.
  await replay(connection, record([0, 'in', 'a'], [60_000, 'in', 'b']), { speed: 600 }).done
  expect(at[3]! - at[2]!).toBeGreaterThan(80)
  expect(at[3]! - at[2]!).toBeLessThan(10_000)
})

it('counts what the application sends against the recording', async () => {
  const { server, connection } = await setUp()
  connection.onMessage((message) => {
    connection.send(`answer ${String(message)}`)
    if (message === 'b') connection.send('surprise')
  })
  const shown: ReplayProgress[] = []
  const frames = record(
    [0, 'in', 'a'],
    [1, 'out', 'answer a'],
    [2, 'in', 'b'],
    [3, 'out', 'answer b', { note: 'dropped' }],
    [4, 'out', 'click'],
    [5, 'out', null, { role: 'handshake' }],
  )
  const result = await replay(connection, frames, { speed: Infinity, onProgress: (progress) => void shown.push(progress) }).done
  expect(result).toEqual({ ...final, played: 2, total: 2, matched: 2, missing: 1, unexpected: 1 })
  expect(shown[0]).toMatchObject({ state: 'connecting', played: 0, missing: 3 })
  expect(shown.at(-1)).toEqual(result)
  expect(server.messages).toEqual([])
})

it('runs no handshake, url or protocols function, and restores all of them', async () => {
  const calls: string[] = []
  const { server, connect } = await setUp({}, { protocols: ['v2'] })
  const called = <T>(name: string, result: T): T => {
    calls.push(name)
    return result
  }
  const url = (() => called('url', server.url)) as never
  const handshake = () => called('handshake', undefined)
  const protocols = () => called('protocols', ['v1', 'v2'])
  const connection = connect(url, { handshake, protocols } as never)
  await untilPhase(connection, 'open')
  expect(calls.splice(0)).toEqual(['url', 'protocols', 'handshake'])
  const protocolsSeen: string[] = []
  connection.on('open', () => void protocolsSeen.push(connection.getSnapshot().protocol))
  connection.onMessage(() => connection.setOptions({ handshake, protocols, queue: false } as never))
  const { done } = replay(connection, record([0, 'in', null, { role: 'handshake' }], [5, 'in', 'a']), { speed: Infinity })
  expect(await done).toMatchObject({ state: 'done', played: 1, total: 1, skipped: 1 })
  await untilPhase(connection, 'open')
  expect(calls).toEqual(['url', 'protocols', 'handshake'])
  expect(protocolsSeen).toEqual(['v2', 'v2'])
  expect(connection.option('queue')).toBe(false)
  expect(server.opened).toBe(3)
})

it('answers pings as recorded, and plays the pings of the server', async () => {
  const heartbeat = { intervalMs: 20, timeoutMs: 50, reply: (message: unknown) => (message === 'are you there' ? 'yes' : undefined) }
  const onMessage = (message: unknown, socket: { send(data: string): void }) => message === 'ping' && socket.send('pong')
  const { connection, received } = await setUp({ heartbeat }, { onMessage })
  const beat = { role: 'heartbeat' } as const
  const frames = record(
    [0, 'in', 'a'],
    [1, 'out', 'ping', beat],
    [2, 'in', 'pong', beat],
    [100, 'in', 'are you there', beat],
    [101, 'out', 'yes', beat],
    [250, 'in', 'b'],
  )
  const closes: number[] = []
  connection.on('close', ({ code }) => void closes.push(code))
  received.length = 0
  expect(await replay(connection, frames).done).toEqual({ ...final, played: 3, total: 3 })
  expect(received).toEqual(['a', 'b'])
  // Its own socket before, and the one of the replay.
  expect(closes).toEqual([1000, 1000])
})

it('plays what channels received, after they subscribed', async () => {
  const channels = { subscribe: (key: string) => ({ sub: key }), ackOf: (m: { ack?: string }) => m.ack, route: (m: { in?: string }) => m.in }
  const { connection } = await setUp({ codec: json(), channels } as never, { echo: false })
  const got: unknown[] = []
  channel(connection, 'news').onMessage((message) => void got.push(message))
  const frames = record([0, 'out', '{"sub":"news"}'], [1, 'in', '{"ack":"news"}'], [2, 'in', '{"in":"news","n":1}'])
  expect(await replay(connection, frames, { speed: Infinity }).done).toEqual({ ...final, played: 2, total: 2, matched: 1 })
  expect(got).toEqual([{ in: 'news', n: 1 }])
})

it('stops at once, and returns to its own server', async () => {
  const { server, connection, received } = await setUp()
  const { stop, done } = replay(connection, record([0, 'in', 'a'], [60_000, 'in', 'b']))
  await waitFor(() => received.length === 1)
  expect(() => replay(connection, record([0, 'in', 'a']))).toThrow('Stop it first')
  stop()
  expect(await done).toMatchObject({ state: 'stopped', played: 1, total: 2 })
  await waitFor(() => server.opened === 2)
  await replay(connection, record([0, 'in', 'c']), { speed: Infinity }).done
  expect(received).toEqual(['a', 'c'])
})

it('stops before it has begun', async () => {
  const { server, connection } = await setUp()
  const { stop, done } = replay(connection, record([0, 'in', 'a']))
  stop()
  expect(await done).toMatchObject({ state: 'stopped', played: 0 })
  expect([server.opened, connection.getSnapshot().phase]).toEqual([1, 'open'])
})

it('leaves a connection as it was: disconnected, or without demand', async () => {
  const { server, registry, connection } = await setUp()
  connection.disconnect()
  await untilPhase(connection, 'closed')
  await replay(connection, record([0, 'in', 'a']), { speed: Infinity }).done
  await untilPhase(connection, 'closed')

  const idle = registry.connection(`${server.url}/idle`, { lingerMs: 0 } as never) as never as typeof connection
  const received: unknown[] = []
  idle.onMessage((message) => void received.push(message))
  expect(await replay(idle, record([0, 'in', 'a']), { speed: Infinity }).done).toMatchObject({ state: 'done' })
  await untilPhase(idle, 'idle')
  await pause(50)
  expect([received, server.opened]).toEqual([['a'], 1])
})

it('fails when the application disconnects, and leaves it disconnected', async () => {
  const { server, connection } = await setUp()
  connection.onMessage(() => connection.disconnect())
  const result = await replay(connection, record([0, 'in', 'a'], [20, 'in', 'b'])).done
  expect(result).toMatchObject({ state: 'failed', played: 1, error: expect.stringContaining('did not stay open') as string })
  await pause(50)
  expect([connection.getSnapshot().phase, server.opened]).toEqual(['closed', 1])
})

it('returns a connection that closed during the replay to its own server, unless the application closed it', async () => {
  const heartbeat = { intervalMs: 20, timeoutMs: 20, message: () => `ping ${performance.now()}` }
  const onMessage = (_: unknown, socket: { send(data: string): void }) => socket.send('pong')
  const { server, connection } = await setUp({ heartbeat, reconnect: false } as never, { onMessage })
  const result = await replay(connection, record([0, 'in', 'a'], [5000, 'in', 'b'])).done
  expect(result).toMatchObject({ state: 'failed', played: 1 })
  await untilPhase(connection, 'open')
  expect([server.opened, connection.getSnapshot().error]).toEqual([2, null])
})

it('goes on after the application reconnects', async () => {
  const { connection, received } = await setUp()
  connection.onMessage((message) => message === 'a' && connection.reconnect())
  expect(await replay(connection, record([0, 'in', 'a'], [40, 'in', 'b'])).done).toMatchObject({ state: 'done', played: 2 })
  expect(received).toEqual(['a', 'b'])
})

it('says what is wrong with a recording or a speed', async () => {
  const { connection } = await setUp()
  const lost = { note: 'muted' } as const
  for (const frames of [[], record([0, 'out', 'a']), record([0, 'in', 'a', { isCut: true }]), record([0, 'in', 'a', lost])])
    expect(() => replay(connection, frames)).toThrow('nothing to play')
  for (const speed of [0, -1, NaN]) expect(() => replay(connection, record([0, 'in', 'a']), { speed })).toThrow('positive number')
  connection.dispose()
  expect(() => replay(connection, record([0, 'in', 'a']))).toThrow('disposed')
})

it('finds the connection of an imported session by its label, and stops when the actions are disposed', async () => {
  const { server, actions, connection, received } = await setUp()
  expect(() => actions.replay('wss://other.example/', record([0, 'in', 'a']))).toThrow('No connection here is called "wss://other.example/"')
  const { done } = actions.replay(connection.key, record([0, 'in', 'a'], [60_000, 'in', 'b']))
  await waitFor(() => received.length === 1)
  actions.dispose()
  expect(await done).toMatchObject({ state: 'stopped', played: 1 })
  await waitFor(() => server.opened === 2)
})
