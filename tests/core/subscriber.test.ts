import { expect, it, vi } from 'vitest'
import { createSubscriber } from '../../src/core/binding/subscriber'
import { systemClock } from '../../src/core/platform/clock'
import type { NotifyMode } from '../../src/core/vocabulary/events'
import { createFakeConnection } from '../support/fake-connection'

function openLine(notify: NotifyMode = 'sync') {
  const fake = createFakeConnection({ notify })
  fake.open()
  const hear = (...messages: string[]) => {
    for (const message of messages) fake.socket.message(message)
  }
  return { fake, hear }
}

it.each(['frame', 'sync'] as const)('a filtered message is shown although another listener changed the state meanwhile (%s)', (notify) => {
  const fake = createFakeConnection({ notify })
  fake.open()
  fake.connection.onMessage(() => void fake.connection.retain())
  const options = { filter: () => true }
  const subscriber = createSubscriber(fake.connection)
  const shown: unknown[] = []
  subscriber.subscribe(() => shown.push(subscriber.read(options).data))
  subscriber.attach(() => options)
  for (const message of ['a', 'b']) {
    fake.socket.message(message)
    fake.advance(100)
    expect(subscriber.read(options).data).toBe(message)
    expect(shown.at(-1)).toBe(message)
  }
})

it('shows the latest of all messages as soon as it is read without a filter, and nothing else when something else changes', () => {
  const { fake, hear } = openLine()
  const only = { filter: (message: unknown) => message === 'a' }
  const subscriber = createSubscriber(fake.connection)
  subscriber.attach(() => only)
  hear('a', 'b')
  expect(subscriber.read(only).data).toBe('a')
  expect(subscriber.read({}).data).toBe('b')
  fake.socket.closeWith(1006)
  expect(subscriber.read({})).toMatchObject({ phase: 'waiting', data: 'b' })
  expect(subscriber.read(only)).toMatchObject({ phase: 'waiting', data: 'a' })
})

it('reports what select throws once for each message, however often it is tried, and shows what was selected before', () => {
  const report = vi.spyOn(systemClock, 'reportError').mockReturnValue()
  const { fake, hear } = openLine()
  const subscriber = createSubscriber(fake.connection)
  const select = (message: unknown) => {
    if (message !== 'good') throw new Error(String(message))
    return 'selected'
  }
  /** With a new function each time, as an inline one is. */
  const read = () => subscriber.read({ select: (message) => select(message) }).data
  hear('good')
  expect(read()).toBe('selected')
  for (const message of ['bad', 'worse']) {
    hear(message)
    for (let i = 0; i < 3; i++) expect(read()).toBe('selected')
  }
  expect(report.mock.calls.map(([error]) => String(error))).toEqual(['Error: bad', 'Error: worse'])
})

it('reads what came while it was not attached, by the filter of the read', () => {
  const { fake, hear } = openLine()
  const by = (start: string) => ({ filter: (message: unknown) => String(message).startsWith(start) })
  const subscriber = createSubscriber(fake.connection)
  const detach = subscriber.attach(() => by('a'))
  hear('a1')
  detach()
  hear('b1', 'a2')
  expect(subscriber.read(by('b')).data).toBeUndefined()
  expect(subscriber.read(by('a')).data).toBe('a2')
  hear('a3', 'b2')
  expect(subscriber.read(by('b')).data).toBe('b2')
  subscriber.attach(() => by('b'))
  hear('a4', 'b3', 'a5')
  expect(subscriber.read(by('b')).data).toBe('b3')
})

it('starts a new attachment from what came before it, although it was not read meanwhile', () => {
  const { fake, hear } = openLine()
  const options = { filter: (message: unknown) => message !== 'noise' }
  const subscriber = createSubscriber(fake.connection)
  subscriber.attach(() => options)()
  hear('meanwhile')
  subscriber.attach(() => options)
  hear('noise')
  expect(subscriber.read(options).data).toBe('meanwhile')
})

it('keeps to the order of messages when it attaches again before a message was published', () => {
  const { fake, hear } = openLine('frame')
  const options = { filter: (message: unknown) => message !== 'noise' }
  const subscriber = createSubscriber(fake.connection)
  subscriber.subscribe(() => {})
  const detach = subscriber.attach(() => options)
  hear('first')
  fake.advance(100)
  hear('opens a window', 'second', 'noise')
  expect(fake.connection.getSnapshot().data).toBe('opens a window')
  detach()
  subscriber.attach(() => options)
  expect(subscriber.read(options).data).toBe('second')
  fake.advance(100)
  expect(subscriber.read(options).data).toBe('second')
})

it('forgets its message with the connection', () => {
  const fake = createFakeConnection({ notify: 'sync', lingerMs: 0 })
  const options = { filter: () => true }
  const subscriber = createSubscriber(fake.connection)
  const detach = subscriber.attach(() => options)
  fake.socket.open()
  fake.socket.message('old')
  detach()
  fake.advance(10)
  fake.socket.closeWith(1000)
  expect(fake.phase).toBe('idle')
  expect(subscriber.read(options)).toMatchObject({ data: undefined, lastMessage: null })
  subscriber.attach(() => options)
  expect(subscriber.read(options).data).toBeUndefined()
})

it('asks and tells nothing while there is nobody to be told, and catches up when there is', () => {
  const { fake, hear } = openLine()
  const told: unknown[] = []
  const options = { filter: (message: unknown) => told.push(`filter ${String(message)}`) > 0, onMessage: (message: unknown) => told.push(message) }
  let current: typeof options | null = options
  const subscriber = createSubscriber(fake.connection)
  const detach = subscriber.attach(() => current)
  hear('before')
  current = null
  hear('between')
  expect(told).toEqual(['filter before', 'before'])
  detach()
  current = options
  subscriber.attach(() => current)
  expect(subscriber.read(options).data).toBe('between')
  expect(told).toEqual(['filter before', 'before', 'filter between'])
})
