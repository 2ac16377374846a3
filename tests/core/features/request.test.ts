import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { json } from '../../../src/core/codec/json'
import { request } from '../../../src/core/features/request/request'
import { text } from '../../../src/core/codec/codec'
import type { ConnectionOptions } from '../../../src/core/vocabulary/connection'
import type { RequestProtocol } from '../../../src/core/vocabulary/request'
import { createFakeConnection, type FakeConnection } from '../../support/fake-connection'
import type { FakeSocket } from '../../support/fake-socket'

interface Message {
  readonly id?: string
  readonly say: string
}
const requests: RequestProtocol<Message, Message> = { tag: (message, id) => ({ ...message, id }), idOf: ({ id }) => id }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const create = (options: ConnectionOptions<Message, Message> = {}) =>
  createFakeConnection<Message, Message>({ codec: json<Message, Message>(), requests, ...options })
const sentTexts = ({ sent }: FakeSocket) => sent.map((data) => (JSON.parse(data as string) as Message).say)
const lastSent = (fake: FakeConnection<Message, Message>) => JSON.parse(fake.socket.sent.at(-1) as string) as Message
const answer = (fake: FakeConnection<Message, Message>, message: Message) => fake.socket.message(JSON.stringify(message))
const codeOf = (promise: Promise<unknown>) => promise.then(String, (error: { code?: string }) => error.code ?? String(error))

describe('a request', () => {
  it('resolves with the reply that has its id, in any order', async () => {
    const fake = create()
    fake.open()
    const first = request(fake.connection, { say: 'one' })
    const { id: firstId } = lastSent(fake)
    const second = request(fake.connection, { say: 'two' })
    answer(fake, { say: 'unrelated' })
    answer(fake, { say: 'two!', id: lastSent(fake).id! })
    answer(fake, { say: 'one!', id: firstId! })
    expect(await Promise.all([first, second])).toMatchObject([{ say: 'one!' }, { say: 'two!' }])
  })

  it('resolves with the first message that matches', async () => {
    const fake = create()
    fake.open()
    const reply = request(fake.connection, { say: 'time?' }, { match: ({ say }) => say.startsWith('time ') })
    expect(lastSent(fake)).toEqual({ say: 'time?' })
    answer(fake, { say: 'tick' })
    answer(fake, { say: 'time 12' })
    answer(fake, { say: 'time 13' })
    expect(await reply).toEqual({ say: 'time 12' })
  })

  it('holds demand while it is pending, and keeps its position in the send queue', async () => {
    const fake = create()
    fake.connection.send({ say: 'login' })
    const reply = request(fake.connection, { say: 'one' })
    expect(fake.phase).toBe('connecting')
    fake.socket.open()
    expect(fake.socket.sent.map((data) => (JSON.parse(data as string) as Message).say)).toEqual(['login', 'one'])
    answer(fake, { say: 'one!', id: lastSent(fake).id! })
    await reply
    await vi.advanceTimersByTimeAsync(0)
    fake.advance(1000)
    expect(fake.phase).toBe('closing')
  })

  it('rejects after its timeout', async () => {
    const fake = create()
    const code = codeOf(request(fake.connection, { say: 'one' }, { timeoutMs: 500 }))
    await vi.advanceTimersByTimeAsync(500)
    expect(await code).toBe('request-timeout')
  })

  it('rejects when its socket is lost, but not while it is in the send queue', async () => {
    const fake = create()
    const queued = request(fake.connection, { say: 'one' })
    fake.socket.fail()
    fake.advance(1000)
    fake.socket.open()
    const { id } = lastSent(fake)
    const code = codeOf(request(fake.connection, { say: 'two' }))
    answer(fake, { say: 'one!', id: id! })
    fake.socket.closeWith(1006)
    expect(await code).toBe('request-lost')
    expect(await queued).toMatchObject({ say: 'one!' })
  })

  it.each([false, true])('remains in the send queue when its socket is lost, and is sent once (retryOnReconnect: %s)', async (retryOnReconnect) => {
    const fake = create({ queue: { highWaterMarkBytes: 10 } })
    fake.open().bufferedAmount = 100
    const reply = request(fake.connection, { say: 'one' }, { retryOnReconnect })
    fake.socket.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    fake.advance(25)
    expect(sentTexts(fake.socket)).toEqual(['one'])
    expect(fake.host.clock.reported).toEqual([])
    answer(fake, { say: 'one!', id: lastSent(fake).id! })
    expect(await reply).toMatchObject({ say: 'one!' })
  })

  it('is lost with its socket after it left the send queue', async () => {
    const fake = create({ queue: { highWaterMarkBytes: 10 } })
    const socket = fake.open()
    socket.bufferedAmount = 100
    const code = codeOf(request(fake.connection, { say: 'one' }))
    socket.bufferedAmount = 0
    fake.advance(25)
    expect(sentTexts(socket)).toEqual(['one'])
    socket.closeWith(1006)
    expect(await code).toBe('request-lost')
  })

  it('does not reject when an equal message is dropped', async () => {
    const fake = createFakeConnection<string, string>({ codec: text(), queue: { maxMessages: 1 } })
    const reply = request(fake.connection, 'VERSION', { match: (message) => message === 'version 1' })
    expect(fake.connection.send('VERSION')).toBe('dropped')
    await vi.advanceTimersByTimeAsync(0)
    fake.open()
    fake.socket.message('version 1')
    expect(await reply).toBe('version 1')
  })

  it.each([
    ['with the same text, when its own was sent immediately', 'VERSION', true],
    ['with another text, when its own left the queue', 'TIME', false],
  ])('stays pending when a message is dropped %s', async (_, other, isOpen) => {
    const fake = createFakeConnection<string, string>({ codec: text(), queue: { maxMessages: 1, highWaterMarkBytes: 10 } })
    if (isOpen) fake.open()
    const reply = request(fake.connection, 'VERSION', { match: (message) => message === 'version 1' })
    if (!isOpen) fake.open()
    expect(fake.socket.sent).toEqual(['VERSION'])
    fake.socket.bufferedAmount = 100
    expect([fake.connection.send('fills the queue'), fake.connection.send(other)]).toEqual(['queued', 'dropped'])
    await vi.advanceTimersByTimeAsync(0)
    fake.socket.message('version 1')
    expect(await reply).toBe('version 1')
  })

  it('rejects when a newer message replaces it in the send queue', async () => {
    const fake = create({ queue: { maxMessages: 1, overflow: 'drop-oldest' } })
    const code = codeOf(request(fake.connection, { say: 'one' }))
    fake.connection.send({ say: 'two' })
    expect(await code).toBe('request-lost')
  })

  it('rejects with the error of the connection as the cause', async () => {
    const fake = create({ reconnect: false })
    const lost = request(fake.connection, { say: 'one' }).catch((error: unknown) => error)
    fake.socket.fail()
    expect(await lost).toMatchObject({ code: 'request-lost', fatal: false, cause: { code: 'connect-failed' } })
  })

  it('is sent again, with a new id, on the next open with retryOnReconnect', async () => {
    const fake = create()
    fake.open()
    const reply = request(fake.connection, { say: 'one' }, { retryOnReconnect: true })
    const { id } = lastSent(fake)
    fake.socket.closeWith(1006)
    fake.advance(1000)
    await vi.advanceTimersByTimeAsync(0)
    fake.socket.open()
    expect([id, lastSent(fake)]).toEqual(['1', { say: 'one', id: '2' }])
    answer(fake, { say: 'one!', id: '2' })
    expect(await reply).toMatchObject({ say: 'one!' })
  })

  it('rejects when the connection closes permanently: sent, queued or waiting to be sent again', async () => {
    const fake = create()
    const queued = codeOf(request(fake.connection, { say: 'one' }))
    fake.connection.disconnect()
    const closed = codeOf(request(fake.connection, { say: 'two' }))
    expect([await queued, await closed]).toEqual(['request-lost', 'request-lost'])
    const other = create()
    other.open()
    const repeated = codeOf(request(other.connection, { say: 'one' }, { retryOnReconnect: true }))
    other.socket.closeWith(1006)
    other.connection.disconnect()
    expect(await repeated).toBe('request-lost')
  })

  it.each(['dispose', 'disconnect'] as const)('rejects when %s() closes its socket, even with retryOnReconnect', async (end) => {
    const fake = create()
    fake.open()
    const code = codeOf(request(fake.connection, { say: 'one' }, { retryOnReconnect: true }))
    fake.connection[end]()
    fake.socket.closeWith(1000)
    expect(await code).toBe('request-lost')
  })

  it('rejects with the reason of its signal', async () => {
    const fake = create()
    fake.open()
    const controller = new AbortController()
    const given = codeOf(request(fake.connection, { say: 'one' }, { signal: controller.signal }))
    controller.abort(new Error('enough'))
    expect(await given).toBe('Error: enough')
    expect(await codeOf(request(fake.connection, { say: 'one' }, { signal: controller.signal }))).toBe('Error: enough')
    expect(fake.socket.sent).toHaveLength(1)
  })

  it('rejects when its message cannot be encoded, or when it has no way to match a reply', async () => {
    const fake = create()
    fake.open()
    const cyclic: Record<string, unknown> = { say: 'one' }
    cyclic.self = cyclic
    expect(await codeOf(request(fake.connection, cyclic as never))).toBe('encode-failed')
    expect(await codeOf(request(createFakeConnection().connection, 'one'))).toContain('`match`')
  })

  it('uses the `requests` option in force, also for the reply to an earlier request', async () => {
    const fake = create()
    fake.open()
    const first = request(fake.connection, { say: 'one' })
    const options = { codec: json<Message, Message>() }
    fake.connection.setOptions({
      ...options,
      requests: { tag: (message, id) => ({ ...message, say: `#${id} ${message.say}` }), idOf: ({ say }) => say.split('#')[1], resultOf: ({ say }) => `result ${say}` },
    })
    const second = request(fake.connection, { say: 'two' })
    expect(lastSent(fake)).toEqual({ say: '#2 two' })
    answer(fake, { say: 'two!#2' })
    answer(fake, { say: 'one!#1' })
    expect(await Promise.all([first, second])).toEqual(['result one!#1', 'result two!#2'])
  })

  it('accepts a number as the id of a reply', async () => {
    const fake = create({ requests: { ...requests, idOf: ({ id }) => Number(id) } })
    fake.open()
    const reply = request(fake.connection, { say: 'one' })
    answer(fake, { say: 'one!', id: '1' })
    expect(await reply).toEqual({ say: 'one!', id: '1' })
  })

  it('leaves no listener and no timer', async () => {
    const fake = create()
    fake.open()
    const reply = request(fake.connection, { say: 'one' })
    answer(fake, { say: 'one!', id: lastSent(fake).id! })
    await reply
    expect(vi.getTimerCount()).toBe(0)
    answer(fake, { say: 'again', id: lastSent(fake).id! })
  })
})
