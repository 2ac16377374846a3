import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channel } from 'websocket-store'
import { settled } from '../../support/fake-connection'
import { ack as ackChannel, framesOf, refuse, sent } from './support/channels'
import { at, isGap, loader, recovering, startLoading as start } from './support/recovering'

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

  it('that was aborted by a loss of the socket shows no error when it is rejected later', async () => {
    const { a, ack, loads, reopen } = start()
    ack()
    reopen()
    await loads[0]!.reject(new Error('aborted'))
    expect(a.getSnapshot()).toMatchObject({ status: 'subscribing', error: null })
    vi.advanceTimersByTime(60_000)
    expect(loads).toHaveLength(1)
  })

  it('is not retried while the channel lingers, and the next user subscribes again', async () => {
    const { load, loads } = loader()
    const { fake, socket } = recovering({ load }, { retry: () => 50 })
    const b = channel(fake.connection, 'b')
    const release = b.retain()
    ackChannel(socket, 'b')
    release()
    await loads[0]!.reject('down')
    vi.advanceTimersByTime(500)
    expect(loads).toHaveLength(1)
    b.retain()
    expect(framesOf(socket).slice(2)).toEqual(['unsubscribe b', 'subscribe b'])
  })

  it('is subscribed without a load when the option is gone at the retry', async () => {
    const { a, ack, send, loads, seen, setRecovery } = start({}, { retry: () => 50 })
    ack()
    send(at(11))
    await loads[0]!.reject('down')
    setRecovery({ isGap })
    vi.advanceTimersByTime(50)
    await settled()
    expect(seen.slice(2)).toEqual(['(error)', '(loading)', 11, '(subscribed)'])
    expect(a.getSnapshot().error).toBeNull()
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

  it('does not move the position when a listener replaces the socket during its delivery', async () => {
    const { fake, a, ack, send, loads } = start()
    ack()
    await loads[0]!.resolve({ messages: [at(10)] })
    send(at(11), at(13))
    const stop = a.onMessage(() => (stop(), fake.connection.reconnect()))
    await loads[1]!.resolve({ messages: [at(12), at(13)] })
    fake.socket.open()
    expect(sent(fake.socket)).toEqual([{ do: 'subscribe', topic: 'a', from: 11 }])
  })

  it('without a position lets the next gap load at once, because messages have followed it', async () => {
    const { ack, send, loads } = start()
    ack()
    await loads[0]!.resolve({ messages: [at(10)] })
    send(at(11), at(13))
    await loads[1]!.resolve({ messages: [] })
    send(at(15))
    expect(loads.map(({ context }) => context.reason)).toEqual(['fresh', 'gap', 'gap'])
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
