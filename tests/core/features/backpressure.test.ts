import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { drained } from '../../../src/core/features/drained'
import { createFakeConnection } from '../../support/fake-connection'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const create = () => createFakeConnection<string, string>({ queue: { highWaterMarkBytes: 100, maxMessages: 3 } })

it('queues messages above the high-water mark, and sends them in order when the socket has room', () => {
  const fake = create()
  const socket = fake.open()
  expect(fake.connection.send('a')).toBe('sent')
  socket.bufferedAmount = 100
  expect([fake.connection.send('b'), fake.connection.send('c')]).toEqual(['queued', 'queued'])
  expect(fake.connection.send('control', { queue: false })).toBe('sent')
  socket.bufferedAmount = 99
  expect(fake.connection.send('d')).toBe('queued')
  expect(fake.connection.send('e')).toBe('dropped')
  expect(fake.log.at(-1)).toBe('drop e overflow')
  expect(fake.connection.getSnapshot().queued).toBe(3)
  fake.advance(25)
  expect(socket.sent).toEqual(['a', 'control', 'b', 'c', 'd'])
  expect(fake.connection.getSnapshot().queued).toBe(0)
  expect(fake.connection.send('f')).toBe('sent')
})

it('keeps a congested socket open', () => {
  const fake = create()
  const socket = fake.open()
  socket.bufferedAmount = 1000
  fake.connection.send('a')
  fake.advance(60_000)
  expect(fake.phase).toBe('open')
  expect(socket.sent).toEqual([])
  socket.bufferedAmount = 0
  fake.advance(25)
  expect(socket.sent).toEqual(['a'])
})

it('waits with one timer, however many messages are sent to a congested socket', () => {
  const fake = create()
  const socket = fake.open()
  const before = fake.host.clock.delays.length
  socket.bufferedAmount = 1000
  for (const message of ['a', 'b', 'c']) fake.connection.send(message)
  expect(fake.host.clock.delays.slice(before).filter((delay) => delay === 25)).toHaveLength(1)
})

it('sends on the next socket when a congested one is lost', () => {
  const fake = create()
  fake.open().bufferedAmount = 1000
  fake.connection.send('a')
  fake.socket.closeWith(1006)
  fake.advance(1000)
  fake.socket.open()
  fake.advance(25)
  expect(fake.socket.sent).toEqual(['a'])
})

it('leaves no timer after disconnect()', () => {
  const fake = create()
  fake.open().bufferedAmount = 1000
  fake.connection.send('a')
  fake.connection.disconnect()
  fake.socket.answerClose()
  fake.advance(25)
  expect(fake.host.clock.pendingTimers).toBe(0)
})

it('drained() resolves when the send queue and the socket are empty', async () => {
  const fake = create()
  const socket = fake.open()
  socket.bufferedAmount = 10
  let isDone = false
  void drained(fake.connection).then(() => (isDone = true))
  await vi.advanceTimersByTimeAsync(100)
  expect(isDone).toBe(false)
  socket.bufferedAmount = 0
  await vi.advanceTimersByTimeAsync(25)
  expect(isDone).toBe(true)
})

it.each(['frame', { throttleMs: 5000 }] as const)('drained() waits for a message that the snapshot does not show yet (notify: %j)', async (notify) => {
  const fake = createFakeConnection<string, string>({ notify })
  fake.connection.subscribe(() => {})
  fake.connection.connect()
  fake.connection.send('a')
  let isDone = false
  void drained(fake.connection).then(() => (isDone = true))
  expect(fake.connection.getSnapshot().queued).toBe(0)
  await vi.advanceTimersByTimeAsync(100)
  expect(isDone).toBe(false)
  fake.socket.open()
  await vi.advanceTimersByTimeAsync(25)
  expect(isDone).toBe(true)
})

it('drained() waits for messages above the high-water mark of an open socket', async () => {
  const fake = create()
  fake.connection.subscribe(() => {})
  const socket = fake.open()
  socket.bufferedAmount = 100
  fake.connection.send('a')
  fake.connection.send('b')
  socket.bufferedAmount = 0
  void drained(fake.connection).then(() => socket.sent.push('drained'))
  await vi.advanceTimersByTimeAsync(25)
  expect(socket.sent).toEqual([])
  fake.advance(25)
  await vi.advanceTimersByTimeAsync(25)
  expect(socket.sent).toEqual(['a', 'b', 'drained'])
})

it('queuedMessages is a copy of the send queue, oldest message first', () => {
  const fake = create()
  expect(fake.connection.queuedMessages).toEqual([])
  fake.connection.send('a')
  fake.connection.send('b')
  const { queuedMessages } = fake.connection
  expect(queuedMessages).toEqual(['a', 'b'])
  fake.open()
  expect(queuedMessages).toEqual(['a', 'b'])
  expect(fake.connection.queuedMessages).toEqual([])
})

it('drained() rejects when the connection closes permanently', async () => {
  const fake = create()
  fake.connection.send('a')
  const rejected = expect(drained(fake.connection)).rejects.toMatchObject({ code: 'closed' })
  fake.connection.disconnect()
  await vi.advanceTimersByTimeAsync(25)
  await rejected
})

it('drained() rejects with the reason of its signal', async () => {
  const fake = create()
  fake.open().bufferedAmount = 10
  const controller = new AbortController()
  const rejected = expect(drained(fake.connection, controller)).rejects.toThrow('enough')
  controller.abort(new Error('enough'))
  await vi.advanceTimersByTimeAsync(25)
  await rejected
})
