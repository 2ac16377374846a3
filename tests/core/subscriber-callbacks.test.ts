import { expect, it, vi } from 'vitest'
import { createSubscriber } from '../../src/core/binding/subscriber'
import { systemClock } from '../../src/core/platform/clock'
import type { SubscriberOptions } from '../../src/core/vocabulary/subscriber'
import type { RawIncoming } from '../../src/core/vocabulary/wire'
import { createFakeConnection } from '../support/fake-connection'

type Options = SubscriberOptions<RawIncoming, unknown>

/** Callbacks that log their calls. */
function logging() {
  const log: unknown[] = []
  const options: Options = {
    onOpen: (event, info) => void log.push(['open', event.type, info]),
    onClose: ({ code }, event) => void log.push(['close', code, event?.type]),
    onError: ({ code }) => void log.push(['error', code]),
    onMessage: (message, event) => void log.push(['message', message, event.data]),
  }
  return { log, options }
}

const first = { isReconnect: false, isLateJoin: false }

it('calls the callbacks of a component with everything that happens', () => {
  const fake = createFakeConnection({ notify: 'sync' })
  const { log, options } = logging()
  createSubscriber(fake.connection).attach(() => options)
  fake.socket.open()
  fake.socket.message('a')
  fake.socket.closeWith(1008)
  expect(log).toEqual([['open', 'open', first], ['message', 'a', 'a'], ['close', 1008, 'close'], ['error', 'closed']])
})

it('calls onOpen once for each socket, however often the component attaches, and distinguishes a late join from a reconnect', () => {
  const fake = createFakeConnection({ notify: 'sync' })
  fake.open()
  const { log, options } = logging()
  const onEachOpen = vi.fn()
  const subscriber = createSubscriber(fake.connection)
  const detach = subscriber.attach(() => options, onEachOpen)
  detach()
  subscriber.attach(() => options, onEachOpen)
  expect(log).toEqual([['open', 'open', { isReconnect: false, isLateJoin: true }]])
  fake.connection.reconnect()
  fake.socket.open()
  expect(log.at(-1)).toEqual(['open', 'open', { isReconnect: true, isLateJoin: false }])
  expect(onEachOpen).toHaveBeenCalledTimes(1)
})

it.each<[string, Options | null]>([
  ['without callbacks', {}],
  ['without options', null],
])('reports nothing for a component %s', (_, options) => {
  const report = vi.spyOn(systemClock, 'reportError').mockReturnValue()
  vi.spyOn(console, 'warn').mockReturnValue()
  const fake = createFakeConnection({ notify: 'sync' })
  fake.open()
  createSubscriber(fake.connection).attach(() => options)
  fake.socket.message('a')
  fake.connection.reconnect()
  fake.socket.open()
  fake.socket.closeWith(1008)
  expect([report.mock.calls, fake.host.clock.reported]).toEqual([[], []])
})

it('calls onOpen of a component that gets its options after it attached, with the next socket only', () => {
  const fake = createFakeConnection({ notify: 'sync' })
  const { log, options } = logging()
  let current: Options | null = null
  createSubscriber(fake.connection).attach(() => current)
  fake.socket.open()
  current = options
  fake.connection.reconnect()
  fake.socket.open()
  expect(log.filter((call) => (call as unknown[])[0] === 'open')).toEqual([['open', 'open', { isReconnect: true, isLateJoin: false }]])
})

it('reads the same snapshot until something that is shown changes', () => {
  const fake = createFakeConnection({ notify: 'sync' })
  fake.open()
  const subscriber = createSubscriber(fake.connection)
  const filter = vi.fn((message: unknown) => message !== 'noise')
  const options = { filter }
  subscriber.attach(() => options)
  fake.socket.message('a')
  const shown = subscriber.read(options)
  expect(shown).toMatchObject({ data: 'a', lastMessage: { data: 'a' } })
  expect(subscriber.read(options)).toBe(shown)
  const length = { ...options, select: (message: unknown) => String(message).length }
  const selected = subscriber.read(length)
  expect([selected.data, subscriber.read(length)]).toEqual([1, selected])
  expect(subscriber.read(length)).toBe(selected)
  expect(filter).toHaveBeenCalledTimes(1)
  fake.socket.message('b')
  expect(subscriber.read(length)).not.toBe(selected)
  expect(subscriber.read(length)).toMatchObject({ data: 1, lastMessage: { data: 'b' } })
})

it('selects again when the function is another one, although the message is the same', () => {
  const fake = createFakeConnection({ notify: 'sync' })
  fake.open()
  const subscriber = createSubscriber(fake.connection)
  fake.socket.message('a')
  expect([1, 2].map((factor) => subscriber.read({ select: (message) => String(message).repeat(factor) }).data)).toEqual(['a', 'aa'])
})

it('shows a connection at rest as one that is going to dial', () => {
  const fake = createFakeConnection()
  const subscriber = createSubscriber(fake.connection)
  expect(subscriber.read({})).toMatchObject({ phase: 'resolving', readyState: 0, data: undefined })
  fake.open()
  expect(subscriber.read({})).toMatchObject({ phase: 'open', readyState: 1 })
})
