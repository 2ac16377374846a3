import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { requestStream, type RequestStreamOptions } from 'websocket-store'
import { answer, codeOf, createSaying, sayRequests, sentBy, type Said, type SayingConnection } from './support/say'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const start = (fake: SayingConnection, options?: RequestStreamOptions<Said>) =>
  requestStream(fake.connection, { say: 'list' }, options)[Symbol.asyncIterator]()

function open(options?: RequestStreamOptions<Said>) {
  const fake = createSaying()
  fake.open()
  const iterator = start(fake, options)
  const reply = (say: string, more: Partial<Said> = {}) => answer(fake, { say, id: '1', ...more })
  const next = () => iterator.next().then(({ value }) => (value as Said | undefined)?.say)
  return { fake, iterator, reply, next }
}

it('yields every reply to its request in order, and ends after the last one', async () => {
  const { fake, iterator, reply, next } = open()
  expect(sentBy(fake)).toEqual([])
  const first = next()
  expect(sentBy(fake)).toEqual(['1 list'])
  reply('a')
  answer(fake, { say: 'of another request', id: '2' })
  reply('b')
  reply('c', { isLast: true })
  reply('after the end')
  expect([await first, await next(), await next()]).toEqual(['a', 'b', 'c'])
  expect(await iterator.next()).toEqual({ done: true, value: undefined })
  expect(sentBy(fake)).toEqual(['1 list'])
  expect(vi.getTimerCount()).toBe(0)
})

it('does not end by itself when the `requests` option has no `isLast`', async () => {
  const { tag, idOf } = sayRequests
  const fake = createSaying({ requests: { tag, idOf } })
  fake.open()
  const iterator = start(fake)
  const first = iterator.next()
  answer(fake, { say: 'a', id: '1', isLast: true })
  answer(fake, { say: 'b', id: '1' })
  expect([await first, await iterator.next()].map(({ value }) => (value as Said | undefined)?.say)).toEqual(['a', 'b'])
})

it('works in for await, sends the request once for each loop, and holds demand while it runs', async () => {
  const fake = createSaying()
  const stream = requestStream(fake.connection, { say: 'list' })
  expect(fake.phase).toBe('idle')
  const collect = async () => {
    const said: string[] = []
    for await (const { say } of stream) said.push(say)
    return said
  }
  const loops = [collect(), collect()]
  fake.socket.open()
  expect(sentBy(fake)).toEqual(['1 list', '2 list'])
  answer(fake, { say: 'a', id: '1' })
  answer(fake, { say: 'b', id: '2', isLast: true })
  answer(fake, { say: 'c', id: '1', isLast: true })
  expect(await Promise.all(loops)).toEqual([['a', 'c'], ['b']])
  fake.advance(1000)
  expect(fake.phase).toBe('closing')
})

it('does not yield a last reply whose result is undefined', async () => {
  const fake = createSaying({ requests: { ...sayRequests, resultOf: ({ isLast, say }) => (isLast ? undefined : say.toUpperCase()) } })
  fake.open()
  const iterator = requestStream<Said, Said, string>(fake.connection, { say: 'list' })[Symbol.asyncIterator]()
  const first = iterator.next()
  answer(fake, { say: 'a', id: '1' })
  answer(fake, { say: 'done', id: '1', isLast: true })
  expect([await first, await iterator.next()]).toEqual([
    { done: false, value: 'A' },
    { done: true, value: undefined },
  ])
})

it('recognises replies by `match`, and ends after the one for which its own `isLast` is true', async () => {
  const { fake, iterator, next } = open({ match: ({ say }) => say.startsWith('item'), isLast: ({ say }) => say === 'item 2' })
  const first = next()
  expect(sentBy(fake)).toEqual(['list'])
  for (const say of ['tick', 'item 1', 'item 2', 'item 3']) answer(fake, { say, isLast: true })
  expect([await first, await next()]).toEqual(['item 1', 'item 2'])
  expect((await iterator.next()).done).toBe(true)
})

it('throws `request-timeout` and cancels when the first reply is late, but not when a later one is', async () => {
  const late = open({ timeoutMs: 500 })
  const code = codeOf(late.next())
  await vi.advanceTimersByTimeAsync(500)
  expect(await code).toBe('request-timeout')
  expect(sentBy(late.fake)).toEqual(['1 list', 'cancel 1'])
  const { reply, next } = open({ timeoutMs: 500 })
  const first = next()
  reply('a')
  await first
  const second = next()
  await vi.advanceTimersByTimeAsync(60_000)
  reply('b')
  expect(await second).toBe('b')
})

it('throws the reason of its signal at once, cancels, and drops the replies that were not taken', async () => {
  const controller = new AbortController()
  const { fake, iterator, reply, next } = open({ signal: controller.signal })
  const first = next()
  for (const say of ['a', 'b']) reply(say)
  await first
  controller.abort(new Error('enough'))
  expect(await codeOf(next())).toBe('Error: enough')
  expect((await iterator.next()).done).toBe(true)
  expect(sentBy(fake)).toEqual(['1 list', 'cancel 1'])
  const aborted = start(fake, { signal: controller.signal })
  expect(await codeOf(aborted.next())).toBe('Error: enough')
  expect(sentBy(fake)).toHaveLength(2)
})

it('cancels when the loop is left early, and sends nothing when it never started', async () => {
  const { fake, iterator, reply, next } = open()
  const first = next()
  for (const say of ['a', 'b']) reply(say)
  await first
  await iterator.return?.()
  expect(await iterator.next()).toEqual({ done: true, value: undefined })
  expect(sentBy(fake)).toEqual(['1 list', 'cancel 1'])
  const unused = start(fake)
  await unused.return?.()
  expect(await unused.next()).toEqual({ done: true, value: undefined })
  expect(sentBy(fake)).toHaveLength(2)
})

it('is removed from the send queue when the loop is left before it was sent', async () => {
  const fake = createSaying()
  const iterator = start(fake)
  const pending = iterator.next()
  expect(fake.connection.queuedMessages).toHaveLength(1)
  await iterator.return?.()
  expect(await pending).toEqual({ done: true, value: undefined })
  expect(fake.connection.queuedMessages).toEqual([])
})

it('throws `request-lost` after the replies that came before the socket was lost', async () => {
  const { fake, reply, next } = open()
  const first = next()
  for (const say of ['a', 'b']) reply(say)
  fake.socket.closeWith(1006)
  expect([await first, await next(), await codeOf(next())]).toEqual(['a', 'b', 'request-lost'])
})

it('sends the request again on the next open with retryOnReconnect, and yields the replies of both sockets', async () => {
  const { fake, reply, next } = open({ retryOnReconnect: true })
  const first = next()
  reply('a')
  await first
  fake.socket.closeWith(1006)
  fake.advance(1000)
  fake.socket.open()
  expect(sentBy(fake)).toEqual(['2 list'])
  reply('of the lost socket')
  reply('b', { id: '2', isLast: true })
  expect([await next(), await next()]).toEqual(['b', undefined])
})

it('throws `request-refused` after the replies before it, and sends no cancel', async () => {
  const fake = createSaying({
    requests: {
      ...sayRequests,
      resultOf(reply) {
        if (reply.say === 'failed') throw new Error('refused')
        return reply
      },
    },
  })
  fake.open()
  const iterator = start(fake)
  const first = iterator.next()
  for (const say of ['a', 'failed', 'c']) answer(fake, { say, id: '1' })
  expect((await first).value).toMatchObject({ say: 'a' })
  await expect(iterator.next()).rejects.toMatchObject({ code: 'request-refused', cause: new Error('refused') })
  expect(await iterator.next()).toEqual({ done: true, value: undefined })
  expect(sentBy(fake)).toEqual(['1 list'])
})

it('throws `messages-lost` and cancels above its limit, or keeps the newest with `onLoss`', async () => {
  const strict = open({ limit: 1 })
  const first = strict.next()
  for (const say of ['a', 'b', 'c']) strict.reply(say)
  expect([await first, await strict.next(), await codeOf(strict.next())]).toEqual(['a', 'b', 'messages-lost'])
  expect(sentBy(strict.fake)).toEqual(['1 list', 'cancel 1'])
  const lost: string[] = []
  const { reply, next } = open({ limit: 1, onLoss: ({ say }) => void lost.push(say) })
  const taken = next()
  for (const say of ['a', 'b', 'c']) reply(say)
  expect([await taken, await next(), lost]).toEqual(['a', 'c', ['b']])
})

it('throws at the first `next()` when nothing defines a reply, or when the message cannot be encoded', async () => {
  const bare = createSaying({ requests: undefined as never })
  expect(await codeOf(start(bare).next())).toContain('`match`')
  const fake = createSaying()
  fake.open()
  const cyclic: Record<string, unknown> = {}
  cyclic.self = cyclic
  const iterator = requestStream(fake.connection, cyclic as never)[Symbol.asyncIterator]()
  expect(await codeOf(iterator.next())).toBe('encode-failed')
})
