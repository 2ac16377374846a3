import { describe, expect, it } from 'vitest'
import { json, type WebSocketLike } from 'websocket-store'
import { createFold, createHistory } from '../../src/core/binding/message-view'
import { collectGarbage } from '../support/collect-garbage'
import { createFakeConnection, settled, type FakeConnection } from '../support/fake-connection'
import { connectTo, serveRaw } from '../support/per-test'
import { textFrame, upgradeAnswer, upgradesWith, type RawLine } from '../support/raw-server'
import { untilPhase, waitFor } from '../support/wait-for'

describe('the memory that a flooding server can use', () => {
  it('is at most twice the limit of a history, which shows the limit', async () => {
    const fake = createFakeConnection<{ id: number }, unknown>({
      notify: 'sync',
      codec: { encode: String, decode: (data) => ({ id: Number(data) }) },
    })
    const history = createHistory(fake.connection, () => ({ limit: 10 }))
    history.subscribe(() => {})
    const messages: WeakRef<object>[] = []
    fake.connection.onMessage((message) => void messages.push(new WeakRef(message)))
    const socket = fake.open()
    for (let i = 0; i < 10_000; i++) socket.message(String(i))
    expect(history.getSnapshot().map(({ id }) => id)).toEqual([9990, 9991, 9992, 9993, 9994, 9995, 9996, 9997, 9998, 9999])
    await collectGarbage()
    expect(messages.filter((message) => message.deref()).length).toBeLessThanOrEqual(20)
  })

  it('is one message without a history: that of the snapshot', async () => {
    const fake = createFakeConnection<object, unknown>({ notify: 'sync', codec: { encode: String, decode: () => ({}) } })
    const fold = createFold(fake.connection, () => (count: number) => count + 1, 0)
    fold.subscribe(() => {})
    fake.connection.subscribe(() => {})
    const messages: WeakRef<object>[] = []
    fake.connection.onMessage((message) => void messages.push(new WeakRef(message)))
    const socket = fake.open()
    for (let i = 0; i < 10_000; i++) socket.message('flood')
    expect(fold.getSnapshot()).toBe(10_000)
    await collectGarbage()
    expect(messages.filter((message) => message.deref()).length).toBeLessThanOrEqual(2)
  })

  it('is at most the limit of the send queue for replies, and the others are dropped', () => {
    const fake = createFakeConnection<string, string>({ engine: 'ws' })
    const dropped: string[] = []
    fake.connection.on('drop', ({ reason }) => void dropped.push(reason))
    const reply = 'x'.repeat(5000)
    fake.connection.onMessage(() => void fake.connection.send(reply))
    const socket = fake.open()
    // The socket accepts no more messages, but still delivers some.
    socket.close()
    for (let i = 0; i < 5000; i++) socket.message('answer me')
    const { queued } = fake.connection.getSnapshot()
    expect(queued).toBe(Math.floor(1_048_576 / reply.length))
    expect(dropped).toEqual(Array.from({ length: 5000 - queued }, () => 'overflow'))
  })

  it.each<[string, string, number]>([
    ['small', 'x', 1000],
    ['big', 'x'.repeat(2 ** 20), 16],
  ])('is limited in a handshake that does not read, and the attempt fails: %s messages', async (_, message, limit) => {
    const fake = createFakeConnection({ handshake: () => new Promise(() => {}) })
    fake.connection.connect()
    fake.socket.open()
    await settled()
    for (let i = 0; i < limit; i++) fake.socket.message(message)
    expect(fake.phase).toBe('readying')
    fake.socket.message(message)
    expect(fake.phase).toBe('waiting')
    expect(fake.connection.getSnapshot().error).toMatchObject({ code: 'handshake-failed', fatal: false })
    expect(String(fake.connection.getSnapshot().error?.cause)).toContain('did not receive')
  })
})

describe('a real server that floods', () => {
  const FLOOD = Buffer.concat(Array.from({ length: 5000 }, () => textFrame('x'.repeat(100))))

  /** Writes as much as the peer accepts, until the peer closes. */
  async function floods({ socket, request }: RawLine): Promise<void> {
    socket.write(upgradeAnswer(await request()))
    const writeMore = () => {
      if (socket.writable && socket.write(FLOOD)) setImmediate(writeMore)
    }
    socket.on('drain', writeMore)
    socket.resume()
    writeMore()
  }

  it('during the handshake, closes after 1000 messages and retries with backoff until the server behaves', async () => {
    const server = await serveRaw((line) => (server.accepted <= 3 ? floods(line) : upgradesWith(textFrame('welcome'))(line)))
    const attempts: number[] = []
    const connection = connectTo<string, string>(server.url, {
      handshake: ({ receive, signal }) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')))
          if (server.accepted > 3) void receive().then(() => resolve())
        }),
      reconnect: { delay: (attempt) => (attempts.push(attempt), 10) },
    })
    const errors: string[] = []
    connection.on('error', ({ code }) => void errors.push(code))
    connection.onMessage(() => expect.unreachable())
    connection.connect()
    await untilPhase(connection, 'open')
    expect(errors).toEqual(['handshake-failed', 'handshake-failed', 'handshake-failed'])
    expect(attempts).toEqual([0, 1, 2])
  })

  it('while open, can still disconnect during the flood', async () => {
    const server = await serveRaw(floods)
    const connection = connectTo<string, string>(server.url, { closeTimeoutMs: 50 })
    let count = 0
    connection.onMessage(() => void count++)
    connection.connect()
    await waitFor(() => count > 20_000)
    connection.disconnect()
    const countBefore = count
    await untilPhase(connection, 'closed')
    expect(count).toBe(countBefore)
  })
})

describe('a socket that answers within send()', () => {
  /** Sends every message back immediately. */
  function createEcho(): WebSocketLike {
    const echo = {
      readyState: 1,
      onmessage: null as ((event: object) => void) | null,
      send: (data: unknown) => echo.onmessage?.({ type: 'message', data }),
      close: () => {},
    }
    return echo as unknown as WebSocketLike
  }

  it('can reply a hundred thousand times without a deeper stack, in the same order for all listeners', async () => {
    const { connection } = createFakeConnection<number, number>({
      transport: createEcho,
      codec: { encode: String, decode: Number },
    })
    const received: number[] = []
    connection.onMessage((message) => {
      if (message < 100_000) connection.send(message + 1)
    })
    connection.onMessage((message) => void received.push(message))
    connection.connect()
    await settled()
    connection.send(1)
    expect(received.length).toBe(100_000)
    expect(received.every((message, i) => message === i + 1)).toBe(true)
  })
})

it('invalid numbers from a server set no timer', () => {
  const fake: FakeConnection<unknown, unknown> = createFakeConnection<unknown, unknown>({
    codec: json(),
    reconnect: { delay: (): number => (fake.connection.getSnapshot().data as { retryAfterMs: number }).retryAfterMs },
  })
  for (const odd of ['-1', '-1e999', '"soon"', 'null']) {
    const socket = fake.open()
    socket.message(`{"retryAfterMs":${odd}}`)
    socket.closeWith(1001)
    const { retryAt } = fake.connection.getSnapshot()
    expect(retryAt, odd).toBeGreaterThanOrEqual(fake.host.clock.now())
    expect(retryAt, odd).toBeLessThanOrEqual(fake.host.clock.now() + 30_000)
  }
})
