import { expect, it } from 'vitest'
import { insideOf } from '../../../src/core/connection/connection-facade'
import { shadow } from '../../../src/core/features/tap/shadow'
import { tap, type TapEvent } from 'websocket-store'
import { noteOf } from '../../../src/devtools/actions/notes'
import { GOOD_LINE } from '../../../src/devtools/actions/types'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { recordActions, setUp } from './support'

const range = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1))
const PAUSE_MS = 60

it('mutes inbound frames: the server answers, and the application hears nothing', async () => {
  const { server, actions, connection, received } = await setUp()
  const events = recordActions()
  actions.setLine(connection, { muteIn: true })
  connection.send('a')
  await waitFor(() => server.messages.length === 1)
  await waitFor(() => events.length === 2)
  expect(received).toEqual([])
  actions.setLine(connection, { muteIn: false })
  connection.send('b')
  await waitFor(() => received.length === 1)
  expect(received).toEqual(['b'])
  expect(events).toEqual([
    { type: 'fault', connection, text: 'Line: inbound muted' },
    { type: 'lost', connection, role: 'message', data: 'a', note: 'muted' },
    { type: 'fault', connection, text: 'Line: good again' },
  ])
})

it('mutes outbound frames: they count as sent, and the server hears nothing', async () => {
  const { server, actions, connection } = await setUp()
  actions.setLine(connection, { muteOut: true })
  expect(connection.send('a')).toBe('sent')
  server.broadcast('news')
  await waitFor(() => connection.getSnapshot().data === 'news')
  actions.setLine(connection, { muteOut: false })
  connection.send('b')
  await waitFor(() => server.messages.length > 0)
  expect(server.messages).toEqual(['b'])
})

it('makes a muted line look dead to the heartbeat', async () => {
  const heartbeat = { intervalMs: 20, timeoutMs: 60 }
  const onMessage = (_: unknown, socket: { send(data: string): void }) => socket.send('pong')
  const { actions, connection } = await setUp({ heartbeat }, { onMessage })
  await pause(150)
  expect(connection.getSnapshot()).toMatchObject({ phase: 'open', lastClose: null })
  actions.setLine(connection, { muteIn: true })
  await waitFor(() => connection.getSnapshot().lastClose?.code === 1006)
})

it('drops every third frame in each direction', async () => {
  const { server, actions, connection, received } = await setUp()
  actions.setLine(connection, { dropEvery: 3 })
  for (const text of range(9)) connection.send(text)
  await waitFor(() => received.length === 4)
  await pause(PAUSE_MS)
  expect(server.messages).toEqual(['1', '2', '4', '5', '7', '8'])
  expect(received).toEqual(['1', '2', '5', '7'])
})

it('delays frames in both directions and keeps their order', async () => {
  const { server, actions, connection, received } = await setUp()
  actions.setLine(connection, { delayMs: 80 })
  const startedAt = performance.now()
  for (const text of range(20)) connection.send(text)
  await pause(PAUSE_MS)
  expect(server.messages).toEqual([])
  await waitFor(() => server.messages.length === 20)
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(78)
  await waitFor(() => received.length === 20)
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(156)
  expect(server.messages).toEqual(range(20))
  expect(received).toEqual(range(20))
})

it('sends delayed bytes as they were when they were sent', async () => {
  const { server, actions, connection } = await setUp()
  actions.setLine(connection, { delayMs: 20 })
  const bytes = new Uint8Array([1, 2, 3])
  connection.send(bytes)
  bytes.fill(9)
  await waitFor(() => server.messages.length === 1)
  expect([...(server.messages[0] as Buffer)]).toEqual([1, 2, 3])
})

it('passes what waits at once and in order when the delay ends, before what comes later', async () => {
  const { server, actions, connection } = await setUp()
  actions.setLine(connection, { delayMs: 60_000 })
  connection.send('a')
  connection.send('b')
  actions.setLine(connection, { delayMs: 0 })
  connection.send('c')
  await waitFor(() => server.messages.length === 3)
  expect(server.messages).toEqual(['a', 'b', 'c'])
})

it('drops delayed frames when their socket ends', async () => {
  const { server, actions, connection, received } = await setUp()
  const events = recordActions()
  actions.setLine(connection, { delayMs: 80 })
  connection.send('old')
  server.broadcast('old')
  await pause(20)
  connection.reconnect()
  await untilPhase(connection, 'open')
  connection.send('new')
  await waitFor(() => received.length === 1)
  expect(server.messages).toEqual(['new'])
  expect(received).toEqual(['new'])
  // Each direction has a timer of its own, so either may be first.
  expect(events.slice(1).sort((one, other) => one.type.localeCompare(other.type))).toEqual([
    { type: 'fault', connection, text: 'Delayed frame lost with its socket' },
    { type: 'lost', connection, role: 'message', data: 'old', note: 'dropped' },
  ])
})

it('shows no payload of a handshake that is lost', async () => {
  const handshake = async ({ receive }: { receive(): Promise<unknown> }) => void (await receive())
  const onConnection = (socket: { send(data: string): void }) => socket.send('token')
  const { actions, connection } = await setUp({ handshake } as never, { onConnection })
  const events = recordActions()
  actions.setLine(connection, { muteIn: true })
  connection.reconnect()
  await waitFor(() => events.length === 2)
  expect(events[1]).toEqual({ type: 'lost', connection, role: 'handshake', data: null, note: 'muted' })
})

it('refuses conditions that are no conditions', async () => {
  const { actions, connection } = await setUp()
  for (const delayMs of [NaN, -1, Infinity]) expect(() => actions.setLine(connection, { delayMs })).toThrow('from 0')
  for (const dropEvery of [NaN, -1, 1.5]) expect(() => actions.setLine(connection, { dropEvery })).toThrow('whole number')
  expect(actions.line(connection)).toEqual(GOOD_LINE)
})

it('injects past a muted and delayed line', async () => {
  const { actions, connection, received } = await setUp()
  actions.setLine(connection, { muteIn: true, delayMs: 1000, dropEvery: 1 })
  actions.inject(connection, 'a')
  expect(received).toEqual(['a'])
})

it.each(['before', 'after'])('notes what it does to each frame for a tap that started %s it', async (order) => {
  const { server, registry, actions, connection } = await setUp()
  const frames: string[] = []
  const listen = () =>
    tap(registry, (event: TapEvent) => {
      if (event.type === 'frame') frames.push(`${event.direction} ${String(event.data)} ${noteOf(event)}`)
    })
  if (order === 'before') listen()
  actions.setLine(connection, { delayMs: 10 })
  if (order === 'after') listen()
  // What a listener sends meanwhile has no note.
  const stop = connection.onMessage((message) => message === 'x' && connection.send('y'))
  connection.send('a')
  await waitFor(() => frames.length === 2)
  actions.setLine(connection, { delayMs: 0, muteIn: true })
  actions.inject(connection, 'x')
  stop()
  actions.setLine(connection, { muteOut: true })
  connection.send('b')
  actions.setLine(connection, { muteOut: false, dropEvery: 1 })
  connection.send('c')
  actions.setLine(connection, GOOD_LINE)
  connection.send('d')
  await waitFor(() => server.messages.length === 3)
  expect(frames.slice(0, 7)).toEqual([
    ...['out a delayed', 'in a delayed', 'in x injected', 'out y '],
    ...['out b muted', 'out c dropped', 'out d '],
  ])
  expect(server.messages).toEqual(['a', 'y', 'd'])
})

it('works between other shadows of the same methods, removed in any order', async () => {
  const { server, actions, connection, received } = await setUp()
  const inside = insideOf(connection)
  const seen: string[] = []
  const watch = (name: string) =>
    shadow(inside.sender, 'transmit', (next) => (socket, frames, message) => {
      seen.push(`${name} ${frames.join()}`)
      next(socket, frames, message)
    })
  const stopFirst = watch('first')
  actions.setLine(connection, { dropEvery: 2 })
  const stopSecond = watch('second')
  connection.send('1')
  connection.send('2')
  stopFirst()
  connection.send('3')
  actions.setLine(connection, GOOD_LINE)
  connection.send('4')
  stopSecond()
  connection.send('5')
  await waitFor(() => server.messages.length === 4 && received.length >= 3)
  expect(server.messages).toEqual(['1', '3', '4', '5'])
  expect(seen).toEqual(['second 1', 'first 1', 'second 2', 'first 2', 'second 3', 'second 4'])
})
