import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { json, respond, type ConnectionOptions, type RequestProtocol } from 'websocket-store'
import { createFakeConnection, settled, type FakeConnection } from '../../support/fake-connection'
import { systemClock } from '../../../src/core/platform/clock'

interface Message {
  readonly ask?: string
  readonly answer?: unknown
  readonly failed?: string
}
type Fake = FakeConnection<Message, Message>

const answers: RequestProtocol<Message, Message, string> = {
  tag: (message) => message,
  idOf: () => undefined,
  requestOf: ({ ask }) => ask,
  reply: (answer, ask) => ({ ask, answer }),
}

function open(requests: RequestProtocol<Message, Message> = answers, options: ConnectionOptions<Message, Message> = {}): Fake {
  const fake = createFakeConnection<Message, Message>({ codec: json<Message, Message>(), requests, ...options })
  fake.open()
  return fake
}
const ask = ({ socket }: Pick<Fake, 'socket'>, ...questions: string[]) => questions.forEach((each) => socket.message(JSON.stringify({ ask: each })))
const sent = ({ socket }: Pick<Fake, 'socket'>) => socket.sent.map((data) => JSON.parse(data as string) as unknown)


function collectReported(): unknown[] {
  const reported: unknown[] = []
  const spy = vi.spyOn(systemClock, 'reportError').mockImplementation((error) => void reported.push(error))
  onTestFinished(() => spy.mockRestore())
  return reported
}

describe('respond()', () => {
  it('answers a request of the server with what its handler returns, also as a promise', async () => {
    const fake = open()
    respond(fake.connection, (question: string) => `${question}!`)
    ask(fake, 'one')
    await settled()
    fake.socket.message(JSON.stringify({ answer: 'not a request' }))
    respond(fake.connection, () => 'never called')()
    await settled()
    expect(sent(fake)).toEqual([{ ask: 'one', answer: 'one!' }])
    const later = open()
    respond(later.connection, (question: string) => settled().then(() => `${question}, later`))
    ask(later, 'one', 'two')
    await settled()
    await settled()
    expect(sent(later)).toEqual([
      { ask: 'one', answer: 'one, later' },
      { ask: 'two', answer: 'two, later' },
    ])
  })

  it('answers once, by the handler that was registered first, until that one is removed', async () => {
    const fake = open()
    const stops = ['a', 'b', 'c'].map((name) => respond(fake.connection, () => name))
    for (const stop of stops) {
      ask(fake, 'who')
      await settled()
      stop()
      stop()
    }
    ask(fake, 'who')
    await settled()
    expect(sent(fake)).toEqual(['a', 'b', 'c'].map((answer) => ({ ask: 'who', answer })))
  })

  it('passes a request to the first handler whose `match` accepts it, past one whose `match` throws', async () => {
    const fake = open()
    const reported = collectReported()
    const mistake = new Error('mistake in match')
    respond(fake.connection, () => 'broken', {
      match() {
        throw mistake
      },
    })
    respond(fake.connection, () => 'time', { match: (question: string) => question === 'time' })
    respond(fake.connection, () => 'place', { match: (question) => question === 'place' })
    ask(fake, 'place', 'time', 'reason')
    await settled()
    expect(sent(fake)).toEqual([
      { ask: 'place', answer: 'place' },
      { ask: 'time', answer: 'time' },
    ])
    expect(reported).toEqual([mistake, mistake, mistake])
  })

  it('answers what no handler takes with `replyUnknown`', async () => {
    const fake = open({ ...answers, replyUnknown: (question) => ({ failed: `cannot ${String(question)}` }) })
    respond(fake.connection, () => 'time', { match: (question: string) => question === 'time' })
    ask(fake, 'place')
    await settled()
    expect(sent(fake)).toEqual([{ failed: 'cannot place' }])
  })

  it('sends and reports nothing for what no handler takes without `replyUnknown`, and without the whole option', async () => {
    const fake = open()
    const reported = collectReported()
    respond(fake.connection, () => 'time', { match: (question: string) => question === 'time' })
    ask(fake, 'place')
    const { tag, idOf } = answers
    fake.connection.setOptions({ codec: json<Message, Message>(), requests: { tag, idOf } })
    ask(fake, 'time')
    fake.connection.setOptions({ codec: json<Message, Message>() })
    ask(fake, 'time')
    await settled()
    expect([sent(fake), reported, fake.host.clock.reported]).toEqual([[], [], []])
  })

  it('reports the error of a handler when the option is gone', async () => {
    const fake = open()
    const reported = collectReported()
    const mistake = new Error('mistake')
    respond(fake.connection, () => settled().then(() => Promise.reject(mistake)))
    ask(fake, 'one')
    fake.connection.setOptions({ codec: json<Message, Message>() })
    await settled()
    await settled()
    expect(reported).toEqual([mistake])
  })

  it('answers past the queue when the socket is congested', async () => {
    const fake = open(answers, { queue: { highWaterMarkBytes: 10 } })
    respond(fake.connection, () => 'yes')
    fake.socket.bufferedAmount = 10
    expect(fake.connection.send({ ask: 'wait' })).toBe('queued')
    ask(fake, 'one')
    await settled()
    expect(sent(fake)).toEqual([{ ask: 'one', answer: 'yes' }])
  })

  it('sends nothing and reports the error when the handler throws and there is no `replyError`', async () => {
    const fake = open()
    const reported = collectReported()
    const mistake = new Error('mistake')
    respond(fake.connection, () => {
      throw mistake
    })
    ask(fake, 'one')
    await settled()
    await settled()
    expect(sent(fake)).toEqual([])
    expect(reported).toEqual([mistake])
  })

  it('answers with `replyError` when the handler throws, rejects, or returns what cannot be encoded', async () => {
    const fake = open({ ...answers, replyError: (error, question) => ({ failed: `${String(question)}: ${(error as Error).name}` }) })
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    respond(fake.connection, (question: string) => {
      if (question === 'throw') throw new RangeError()
      return question === 'reject' ? Promise.reject(new TypeError()) : cyclic
    })
    ask(fake, 'throw', 'reject', 'cyclic')
    await settled()
    expect(sent(fake)).toHaveLength(3)
    expect(sent(fake)).toEqual(
      expect.arrayContaining([{ failed: 'throw: RangeError' }, { failed: 'reject: TypeError' }, { failed: 'cyclic: ConnectionError' }]),
    )
  })

  it('aborts the signal and discards the answer when the socket is lost', async () => {
    const fake = open({ ...answers, replyError: () => ({ failed: 'never sent' }) })
    const reported = collectReported()
    const signals: AbortSignal[] = []
    const finish: (() => void)[] = []
    respond(fake.connection, (question, { signal }) => {
      signals.push(signal)
      return new Promise((resolve, reject) => finish.push(question === 'fail' ? () => reject(new Error()) : () => resolve('late')))
    })
    ask(fake, 'succeed', 'fail')
    fake.socket.closeWith(1006)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
    expect(signals[0]!.reason).toMatchObject({ code: 'request-lost' })
    fake.advance(1000)
    fake.socket.open()
    finish.forEach((each) => each())
    await settled()
    ask(fake, 'again')
    finish[2]!()
    await settled()
    expect(fake.sockets.map((socket) => sent({ socket }))).toEqual([[], [{ ask: 'again', answer: 'late' }]])
    expect(signals[2]!.aborted).toBe(false)
    expect(reported).toEqual([])
  })

  it('still answers with the result of a handler that was removed while it ran', async () => {
    const fake = open()
    let finish = (_result: string) => {}
    const stop = respond(fake.connection, () => new Promise((resolve) => (finish = resolve)))
    ask(fake, 'one')
    stop()
    ask(fake, 'two')
    finish('done')
    await settled()
    expect(sent(fake)).toEqual([{ ask: 'one', answer: 'done' }])
  })

  it('drops no message and reports no error when the connection closes before the answer', async () => {
    const fake = open()
    const reported = collectReported()
    respond(fake.connection, () => 'late')
    ask(fake, 'one')
    fake.connection.disconnect()
    await settled()
    expect(fake.log).toEqual(['open', 'message {"ask":"one"}'])
    expect([sent(fake), reported]).toEqual([[], []])
  })

  it('takes no demand, and uses the `requests` option in force', async () => {
    const fake = createFakeConnection<Message, Message>({ codec: json<Message, Message>(), requests: answers })
    const stop = respond(fake.connection, () => 'yes')
    expect(fake.phase).toBe('idle')
    fake.open()
    fake.connection.setOptions({ codec: json<Message, Message>(), requests: { ...answers, reply: (_result, question) => ({ ask: `new ${String(question)}` }) } })
    ask(fake, 'one')
    await settled()
    expect(sent(fake)).toEqual([{ ask: 'new one' }])
    stop()
  })

  it('throws a TypeError when the `requests` option does not define how to answer', () => {
    const { requestOf, reply, ...rest } = answers
    for (const requests of [rest, { ...rest, requestOf }, { ...rest, reply }] as RequestProtocol<Message, Message>[])
      expect(() => respond(open(requests).connection, () => 'yes')).toThrow(/^Add `requestOf` and `reply` to the `requests` option/)
    expect(() => respond(createFakeConnection().connection, () => 'yes')).toThrow(/^Add `requestOf` and `reply`/)
  })
})
