import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channel } from 'websocket-store'
import { settled } from '../../support/fake-connection'
import { framesOf, refuse } from './support/channels'
import { at, loader, recovering, startLoading as start } from './support/recovering'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

describe('a load that fails', () => {
  it.each([
    ['is rejected', (load: { reject(error: unknown): unknown }) => load.reject('down'), 'down'],
    ['does not finish in time', () => void vi.advanceTimersByTime(10_000), { code: 'subscribe-timeout' }],
    ['gives no messages', (load: { resolve(result: never): unknown }) => load.resolve(undefined as never), {}],
  ])('shows the error when it %s, and is retried after the backoff while messages wait', async (_, fail, error) => {
    const { a, ack, send, loads, seen } = start({}, { retry: () => 50 })
    ack()
    send(at(11))
    await fail(loads[0]! as never)
    expect(a.getSnapshot()).toMatchObject({ status: 'error', error })
    send(at(12))
    vi.advanceTimersByTime(50)
    expect(a.getSnapshot()).toMatchObject({ status: 'loading', error: null })
    expect([loads.length, loads[1]!.context.reason]).toEqual([2, 'fresh'])
    await loads[1]!.resolve({ messages: [at(10)] })
    expect(seen.slice(2)).toEqual(['(error)', '(loading)', 10, 11, 12, '(subscribed)'])
  })

  it('that throws at once is a failure, too', async () => {
    const { a, ack } = start({
      load: () => {
        throw new Error('mistake')
      },
    })
    ack()
    await settled()
    expect(a.getSnapshot()).toMatchObject({ status: 'error', error: { message: 'mistake' } })
  })

  it('aborts its signal when it takes too long, and its late result is ignored', async () => {
    const { a, ack, loads } = start()
    ack()
    vi.advanceTimersByTime(10_000)
    expect(loads[0]!.context.signal.aborted).toBe(true)
    await loads[0]!.resolve({ messages: [at(1)] })
    expect(a.getSnapshot().data).toBeUndefined()
  })

  it.each([
    ['`retry` is false', { retry: false }, new Error('down')],
    ['its error is fatal', {}, Object.assign(new Error('forbidden'), { fatal: true })],
  ])('is not retried when %s: messages are discarded until resubscribe()', async (_, more, error) => {
    const { a, ack, send, loads, seen, socket } = start({}, more)
    ack()
    await loads[0]!.reject(error)
    send(at(11))
    vi.advanceTimersByTime(60_000)
    expect([a.getSnapshot().status, a.getSnapshot().error, loads.length]).toEqual(['error', error, 1])
    a.resubscribe()
    expect(framesOf(socket)).toEqual(['subscribe a', 'unsubscribe a', 'subscribe a'])
    ack()
    await loads[1]!.resolve({ messages: [at(20)] })
    expect(seen.slice(2)).toEqual(['(error)', '(subscribing)', '!fresh', '(loading)', 20, '(subscribed)'])
  })
})

describe('a load', () => {
  it('is aborted when the channel ends', () => {
    const { load, loads } = loader()
    const { fake, ack } = recovering({ load })
    ack()
    channel(fake.connection, 'b').retain()()
    fake.socket.message(JSON.stringify({ type: 'ack', topic: 'b' }))
    expect(loads[1]!.key).toBe('b')
    vi.advanceTimersByTime(1000)
    expect(loads.map(({ context }) => context.signal.aborted)).toEqual([false, true])
  })

  it('is aborted when the server refuses the channel', () => {
    const { a, ack, loads, socket } = start()
    ack()
    refuse(socket, 'a')
    expect(loads[0]!.context.signal.aborted).toBe(true)
    expect(a.getSnapshot().status).toBe('error')
  })

  it('is aborted by disconnect() before the server answers the close', async () => {
    const { fake, ack, loads, seen } = start()
    ack()
    fake.connection.disconnect()
    expect(loads[0]!.context.signal.aborted).toBe(true)
    await loads[0]!.resolve({ messages: [at(1)] })
    expect(seen).toEqual(['!fresh', '(loading)'])
  })

  it('delivers nothing that waited when a listener disconnects during its delivery', async () => {
    const { fake, a, ack, send, loads, seen } = start()
    ack()
    send(at(3))
    a.onMessage(() => fake.connection.disconnect())
    await loads[0]!.resolve({ messages: [at(1), at(2)] })
    fake.socket.answerClose()
    expect(seen.filter(Number)).toEqual([1, 2])
    expect(a.getSnapshot()).toMatchObject({ status: 'error', error: null })
  })
})
