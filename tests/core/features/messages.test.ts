import { describe, expect, it, vi } from 'vitest'
import { channel } from '../../../src/core/features/channel/channel'
import { messages, type MessagesOptions } from '../../../src/core/features/messages'
import { createFakeConnection } from '../../support/fake-connection'

function start(options?: MessagesOptions<unknown>) {
  const fake = createFakeConnection()
  fake.open()
  const iterator = messages(fake.connection, options)[Symbol.asyncIterator]()
  return { fake, iterator, next: () => iterator.next() }
}

it('returns every message in order, both early and awaited ones', async () => {
  const { fake, next } = start()
  fake.socket.message('a')
  fake.socket.message('b')
  expect([await next(), await next()]).toEqual([
    { done: false, value: 'a' },
    { done: false, value: 'b' },
  ])
  const awaited = [next(), next()]
  fake.socket.message('c')
  fake.socket.message('d')
  expect(await Promise.all(awaited)).toEqual([
    { done: false, value: 'c' },
    { done: false, value: 'd' },
  ])
})

it('works in for await, across a reconnect, and unsubscribes at break', async () => {
  const fake = createFakeConnection()
  const { connection } = fake
  fake.open()
  const received: unknown[] = []
  const loop = (async () => {
    for await (const message of messages(connection, { filter: (message) => message !== 'skip' })) {
      received.push(message)
      if (message === 'end') break
    }
  })()
  const [first] = fake.sockets
  first!.message('a')
  first!.message('skip')
  first!.closeWith(1006)
  fake.advance(1000)
  fake.sockets[1]!.message('ignored: not open yet')
  fake.sockets[1]!.open()
  fake.sockets[1]!.message('end')
  await loop
  expect(received).toEqual(['a', 'end'])
})

it('throws above the limit, after the messages before the loss', async () => {
  const { fake, next } = start({ limit: 2 })
  for (const text of ['a', 'b', 'c']) fake.socket.message(text)
  expect([(await next()).value, (await next()).value]).toEqual(['a', 'b'])
  await expect(next()).rejects.toMatchObject({ code: 'messages-lost' })
  expect(await next()).toEqual({ done: true, value: undefined })
})

it('keeps the newest messages with onLoss, and reports each dropped one', async () => {
  const onLoss = vi.fn()
  const { fake, next } = start({ limit: 2, onLoss })
  for (const text of ['a', 'b', 'c', 'd']) fake.socket.message(text)
  expect(onLoss.mock.calls).toEqual([['a'], ['b']])
  expect([(await next()).value, (await next()).value]).toEqual(['c', 'd'])
})

it.each([
  ['the signal aborts', (_: unknown, controller: AbortController) => controller.abort()],
  ['the user disconnects', ({ connection }: ReturnType<typeof createFakeConnection>) => connection.disconnect(1000)],
  ['the connection is disposed', ({ connection }: ReturnType<typeof createFakeConnection>) => connection.dispose()],
])('ends when %s, after the earlier messages', async (_, end) => {
  const controller = new AbortController()
  const { fake, next } = start({ signal: controller.signal })
  fake.socket.message('a')
  end(fake, controller)
  fake.socket.answerClose()
  expect((await next()).value).toBe('a')
  expect(await next()).toEqual({ done: true, value: undefined })
})

it('ends immediately with an aborted signal', async () => {
  const { next } = start({ signal: AbortSignal.abort() })
  expect((await next()).done).toBe(true)
})

it('throws the error of a connection that fails permanently', async () => {
  const { fake, next } = start()
  const pending = next()
  fake.socket.closeWith(1008)
  await expect(pending).rejects.toMatchObject({ code: 'closed' })
})

const closings = [
  ['ends', 'disposed', ({ connection }: ReturnType<typeof createFakeConnection>) => connection.dispose(), undefined],
  ['ends', 'closed by the user', ({ connection }: ReturnType<typeof createFakeConnection>) => connection.disconnect(), undefined],
  ['throws', 'failed permanently', ({ socket }: ReturnType<typeof createFakeConnection>) => socket.closeWith(1008), 'closed'],
] as const

it.each(closings)('%s immediately when the connection was %s before, also on a channel', async (_how, _what, end, code) => {
  const fake = createFakeConnection({ channels: { subscribe: (key) => key, route: () => 'a' } })
  fake.open()
  end(fake)
  fake.socket.answerClose()
  for (const source of [fake.connection, channel(fake.connection, 'a')]) {
    const iterator = messages(source)[Symbol.asyncIterator]()
    const outcome = await iterator.next().catch((error: { code: string }) => error.code)
    expect(outcome).toEqual(code ?? { done: true, value: undefined })
    expect((await iterator.next()).done).toBe(true)
  }
})

it('waits on a connection that is not open yet', async () => {
  const fake = createFakeConnection()
  const awaited = messages(fake.connection)[Symbol.asyncIterator]().next()
  fake.open().message('a')
  expect(await awaited).toEqual({ done: false, value: 'a' })
})

describe('the history', () => {
  const valuesOf = async (options: MessagesOptions<unknown>, count: number) => {
    const fake = createFakeConnection({ history: 10 })
    const socket = fake.open()
    for (const message of ['1', '2', '3']) socket.message(message)
    const iterator = messages(fake.connection, options)[Symbol.asyncIterator]()
    socket.message('4')
    const values: unknown[] = []
    for (let i = 0; i < count; i++) values.push((await iterator.next()).value)
    return values
  }

  it('comes first, then what follows', async () => {
    expect(await valuesOf({}, 4)).toEqual(['1', '2', '3', '4'])
    expect(await valuesOf({ replay: true }, 4)).toEqual(['1', '2', '3', '4'])
  })

  it('is left out with replay: false', async () => {
    expect(await valuesOf({ replay: false }, 1)).toEqual(['4'])
  })

  it('is filtered and selected like other messages', async () => {
    expect(await valuesOf({ filter: (message) => message !== '2', select: (message) => `got ${String(message)}` }, 3)).toEqual(['got 1', 'got 3', 'got 4'])
  })

  it('causes no loss: the newest messages are taken up to the limit', async () => {
    expect(await valuesOf({ limit: 3, onLoss: () => {} }, 3)).toEqual(['2', '3', '4'])
    const fake = createFakeConnection({ history: 10 })
    const socket = fake.open()
    for (const message of ['1', '2', '3']) socket.message(message)
    const iterator = messages(fake.connection, { limit: 2 })[Symbol.asyncIterator]()
    expect([(await iterator.next()).value, (await iterator.next()).value]).toEqual(['2', '3'])
  })

  it('need not exist: a source of your own may have neither history nor state', async () => {
    const listeners = new Set<(message: string) => void>()
    const source = { notify: 'sync', on: () => () => {}, onMessage: (listener: (message: string) => void) => (listeners.add(listener), () => listeners.delete(listener)) }
    const iterator = messages(source as never)[Symbol.asyncIterator]()
    for (const listener of listeners) listener('a')
    expect(await iterator.next()).toEqual({ done: false, value: 'a' })
    await iterator.return!()
    expect(listeners.size).toBe(0)
  })
})

it('removes its listener from the signal when it ends', async () => {
  const { signal } = new AbortController()
  const [add, remove] = [vi.spyOn(signal, 'addEventListener'), vi.spyOn(signal, 'removeEventListener')]
  const { iterator } = start({ signal })
  await iterator.return!()
  expect(remove.mock.calls).toEqual(add.mock.calls)
  expect(remove).toHaveBeenCalledTimes(1)
})

it('continues in for await after next() was called', async () => {
  const { fake, iterator, next } = start()
  fake.socket.message('a')
  fake.socket.message('b')
  expect((await next()).value).toBe('a')
  fake.connection.disconnect()
  fake.socket.answerClose()
  const rest: unknown[] = []
  for await (const message of iterator as AsyncIterableIterator<unknown>) rest.push(message)
  expect(rest).toEqual(['b'])
})

it('return() ends a pending next()', async () => {
  const { iterator, next } = start()
  const pending = next()
  expect((await iterator.return!()).done).toBe(true)
  expect((await pending).done).toBe(true)
})

it('forgets at a return what was left to hand out and to throw', async () => {
  const { fake, iterator, next } = start({ limit: 2 })
  for (const text of ['a', 'b', 'c']) fake.socket.message(text)
  expect(await iterator.return!()).toEqual({ done: true, value: undefined })
  expect(await next()).toEqual({ done: true, value: undefined })
})

it.each([
  ['ends when the connection is disposed', ({ connection }: ReturnType<typeof createFakeConnection>) => connection.dispose(), undefined],
  ['throws the error of the connection', ({ socket }: ReturnType<typeof createFakeConnection>) => socket.closeWith(1008), 'closed'],
])('%s, also on a channel', async (_, end, code) => {
  const fake = createFakeConnection({ channels: { subscribe: (key) => key, route: () => 'a' } })
  fake.open()
  const iterator = messages(channel(fake.connection, 'a'))[Symbol.asyncIterator]()
  fake.socket.message('one')
  end(fake)
  expect((await iterator.next()).value).toBe('one')
  const outcome = await iterator.next().catch((error: { code: string }) => error.code)
  expect(outcome).toEqual(code ?? { done: true, value: undefined })
})
