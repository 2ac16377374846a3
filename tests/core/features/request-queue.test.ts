import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { request } from 'websocket-store'
import { systemClock } from '../../../src/core/platform/clock'
import { createFakeConnection } from '../../support/fake-connection'
import { answer, codeOf, createSaying, sayRequests, sentBy } from './support/say'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const reopen = (fake: ReturnType<typeof createSaying>) => {
  fake.advance(1000)
  fake.socket.open()
}

describe('the ids of requests', () => {
  it('increase in the order in which the messages are sent, over the send queue and a retry', async () => {
    const fake = createSaying({ queue: { highWaterMarkBytes: 10 } })
    const replies = ['one', 'two'].map((say) => request(fake.connection, { say }))
    expect(fake.connection.queuedMessages).toEqual([{ say: 'one' }, { say: 'two' }])
    // Sent in an `open` listener, it overtakes the queue.
    fake.connection.on('open', (_event, { isReconnect }) => void (isReconnect || replies.push(request(fake.connection, { say: 'early' }))))
    fake.open()
    expect(sentBy(fake)).toEqual(['1 early', '2 one', '3 two'])
    const again = request(fake.connection, { say: 'again' }, { retryOnReconnect: true })
    fake.socket.bufferedAmount = 100
    const late = request(fake.connection, { say: 'late' })
    const codes = replies.map(codeOf)
    fake.socket.closeWith(1006)
    reopen(fake)
    expect(sentBy(fake)).toEqual(['5 again', '6 late'])
    answer(fake, { say: 'again!', id: '5' })
    answer(fake, { say: 'late!', id: '6' })
    expect([await again, await late]).toMatchObject([{ say: 'again!' }, { say: 'late!' }])
    expect(await Promise.all(codes)).toEqual(['request-lost', 'request-lost', 'request-lost'])
  })

  it('belong to one request each when two requests have the same message', async () => {
    const fake = createSaying()
    const question = { say: 'time' }
    const replies = [request(fake.connection, question), request(fake.connection, question)]
    fake.open()
    expect(sentBy(fake)).toEqual(['1 time', '2 time'])
    answer(fake, { say: 'second', id: '2' })
    answer(fake, { say: 'first', id: '1' })
    expect(await Promise.all(replies)).toMatchObject([{ say: 'first' }, { say: 'second' }])
  })
})

describe('a request in the send queue', () => {
  it.each(['aborts', 'times out'])('is not sent when its caller %s', async (how) => {
    const fake = createSaying()
    const controller = new AbortController()
    const code = codeOf(request(fake.connection, { say: 'one' }, { signal: controller.signal, timeoutMs: 500 }))
    const other = request(fake.connection, { say: 'two' })
    if (how === 'aborts') controller.abort(new Error('enough'))
    else await vi.advanceTimersByTimeAsync(500)
    expect(await code).toBe(how === 'aborts' ? 'Error: enough' : 'request-timeout')
    expect(fake.connection.queuedMessages).toEqual([{ say: 'two' }])
    fake.open()
    expect(sentBy(fake)).toEqual(['1 two'])
    answer(fake, { say: 'two!', id: '1' })
    expect(await other).toMatchObject({ say: 'two!' })
  })

  it('is the only one that leaves the queue when its caller aborts', async () => {
    const reported = vi.spyOn(systemClock, 'reportError').mockImplementation(() => {})
    const fake = createSaying()
    const controller = new AbortController()
    const first = request(fake.connection, { say: 'one' })
    const code = codeOf(request(fake.connection, { say: 'two' }, { signal: controller.signal }))
    controller.abort(new Error('enough'))
    expect(await code).toBe('Error: enough')
    expect(fake.connection.queuedMessages).toEqual([{ say: 'one' }])
    fake.open()
    answer(fake, { say: 'one!', id: '1' })
    expect(await first).toMatchObject({ say: 'one!' })
    expect(reported).not.toHaveBeenCalled()
  })

  it('stays there when an equal message is dropped, although another request waits, too', async () => {
    const fake = createSaying({ queue: { maxMessages: 2 } })
    const question = { say: 'one' }
    const replies = [request(fake.connection, question), request(fake.connection, { say: 'two' })]
    expect(fake.connection.send(question)).toBe('dropped')
    await vi.advanceTimersByTimeAsync(0)
    fake.open()
    answer(fake, { say: 'one!', id: '1' })
    answer(fake, { say: 'two!', id: '2' })
    expect(await Promise.all(replies)).toMatchObject([{ say: 'one!' }, { say: 'two!' }])
  })

  it.each([0, 1, 2])('leaves the queue alone when number %i of three equal requests aborts', async (aborted) => {
    const fake = createSaying()
    const question = { say: 'time' }
    const controllers = [0, 1, 2].map(() => new AbortController())
    const results = controllers.map(({ signal }) => codeOf(request(fake.connection, question, { signal }).then(({ say }) => say)))
    controllers[aborted]!.abort(new Error('enough'))
    fake.open()
    expect(sentBy(fake)).toEqual(['1 time', '2 time'])
    answer(fake, { say: 'a', id: '1' })
    answer(fake, { say: 'b', id: '2' })
    const expected = ['a', 'b']
    expected.splice(aborted, 0, 'Error: enough')
    expect(await Promise.all(results)).toEqual(expected)
  })

  it('leaves an equal message that is no request in the queue, without an id, when it aborts', async () => {
    const fake = createSaying()
    const controller = new AbortController()
    const message = { say: 'hello' }
    fake.connection.send(message)
    const code = codeOf(request(fake.connection, message, { signal: controller.signal }))
    controller.abort(new Error('enough'))
    expect(await code).toBe('Error: enough')
    expect(fake.connection.queuedMessages).toEqual([message])
    fake.open()
    expect(sentBy(fake)).toEqual(['hello'])
  })

  it('is sent with the bytes that it had when it was called', async () => {
    const fake = createFakeConnection()
    const bytes = new Uint8Array([1])
    const reply = request(fake.connection, bytes, { match: () => true })
    bytes[0] = 2
    fake.open()
    expect(fake.socket.sent).toEqual([new Uint8Array([1])])
    fake.socket.message('ok')
    expect(await reply).toBe('ok')
  })

  it('is removed when it has bytes and aborts', () => {
    const fake = createFakeConnection()
    const controller = new AbortController()
    const send = (byte: number) => request(fake.connection, new Uint8Array([byte]), { match: () => true, signal: controller.signal }).catch(() => {})
    for (const byte of [1, 2]) void send(byte)
    expect(fake.connection.queuedMessages).toHaveLength(2)
    controller.abort()
    expect(fake.connection.queuedMessages).toEqual([])
  })

  it('is the one that rejects when an equal request finds the queue full', async () => {
    const fake = createSaying({ queue: { maxMessages: 1 } })
    const question = { say: 'time' }
    const first = request(fake.connection, question)
    expect(await codeOf(request(fake.connection, question))).toBe('request-lost')
    fake.open()
    answer(fake, { say: 'noon', id: '1' })
    expect(await first).toMatchObject({ say: 'noon' })
  })

  it('gets no reply from a message that arrived before it was sent', async () => {
    const fake = createSaying({ queue: { highWaterMarkBytes: 10 } })
    fake.open().bufferedAmount = 100
    const reply = request(fake.connection, { say: 'time?' }, { match: ({ say }) => say.startsWith('time ') })
    answer(fake, { say: 'time 11' })
    fake.socket.bufferedAmount = 0
    fake.advance(25)
    answer(fake, { say: 'time 12' })
    expect(await reply).toEqual({ say: 'time 12' })
  })
})

describe('a request that cannot be encoded', () => {
  const cause = new Error('no tag')
  const failing = () =>
    createSaying({
      requests: {
        ...sayRequests,
        tag(message, id) {
          if (message.say === 'bad') throw cause
          return { ...message, id }
        },
      },
    })

  it.each(['now', 'later'])('rejects with `encode-failed` when it is sent %s, and does not stop the others', async (when) => {
    const fake = failing()
    if (when === 'now') fake.open()
    const bad = request(fake.connection, { say: 'bad' }).catch((error: unknown) => error)
    const good = request(fake.connection, { say: 'good' })
    if (when === 'later') fake.open()
    expect(await bad).toMatchObject({ code: 'encode-failed', cause })
    expect(fake.host.clock.reported).toEqual([])
    expect(sentBy(fake)).toEqual(['2 good'])
    answer(fake, { say: 'good!', id: '2' })
    expect(await good).toMatchObject({ say: 'good!' })
  })

  it('rejects with the error of the codec as the cause, or with whatever `tag` throws', async () => {
    const fake = createSaying()
    fake.open()
    const cyclic: { say: string; self?: unknown } = { say: 'one' }
    cyclic.self = cyclic
    const error = await request(fake.connection, cyclic).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'encode-failed', cause: expect.any(TypeError) as TypeError })
    const tag = () => {
      throw null
    }
    const other = createSaying({ requests: { ...sayRequests, tag } })
    other.open()
    expect(await request(other.connection, { say: 'one' }).catch((thrown: unknown) => thrown)).toMatchObject({ code: 'encode-failed', cause: null })
  })

  it('rejects with `encode-failed` when the codec fails later, and sends no cancel', async () => {
    const fake = createSaying()
    const cyclic: { say: string; self?: unknown } = { say: 'one' }
    const code = codeOf(request(fake.connection, cyclic))
    cyclic.self = cyclic
    fake.open()
    expect(await code).toBe('encode-failed')
    expect(sentBy(fake)).toEqual([])
  })
})
