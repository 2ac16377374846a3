import { expect, it, vi } from 'vitest'
import { createSubscriber } from '../../src/core/binding/subscriber'
import { systemClock } from '../../src/core/platform/clock'
import type { NotifyMode } from '../../src/core/vocabulary/events'
import { createFakeConnection } from '../support/fake-connection'

function openConnection(notify: NotifyMode = 'sync') {
  const fake = createFakeConnection({ notify })
  fake.open()
  const receive = (...messages: string[]) => {
    for (const message of messages) fake.socket.message(message)
  }
  return { fake, receive }
}

it.each(['frame', 'sync'] as const)('shows a filtered message although another listener changed the state (%s)', (notify) => {
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

it('shows the latest message as soon as it is read without a filter, and keeps it when something else changes', () => {
  const { fake, receive } = openConnection()
  const only = { filter: (message: unknown) => message === 'a' }
  const subscriber = createSubscriber(fake.connection)
  subscriber.attach(() => only)
  receive('a', 'b')
  expect(subscriber.read(only).data).toBe('a')
  expect(subscriber.read({}).data).toBe('b')
  fake.socket.closeWith(1006)
  expect(subscriber.read({})).toMatchObject({ phase: 'waiting', data: 'b' })
  expect(subscriber.read(only)).toMatchObject({ phase: 'waiting', data: 'a' })
})

it('reports an error of select once for each message, and keeps the last selection', () => {
  const report = vi.spyOn(systemClock, 'reportError').mockReturnValue()
  const { fake, receive } = openConnection()
  const subscriber = createSubscriber(fake.connection)
  const select = (message: unknown) => {
    if (message !== 'good') throw new Error(String(message))
    return 'selected'
  }
  /** With a new function each time, as an inline one is. */
  const read = () => subscriber.read({ select: (message) => select(message) }).data
  receive('good')
  expect(read()).toBe('selected')
  for (const message of ['bad', 'worse']) {
    receive(message)
    for (let i = 0; i < 3; i++) expect(read()).toBe('selected')
  }
  expect(report.mock.calls.map(([error]) => String(error))).toEqual(['Error: bad', 'Error: worse'])
})

it('applies the filter of the read to messages that arrived while it was detached', () => {
  const { fake, receive } = openConnection()
  const by = (start: string) => ({ filter: (message: unknown) => String(message).startsWith(start) })
  const subscriber = createSubscriber(fake.connection)
  const detach = subscriber.attach(() => by('a'))
  receive('a1')
  detach()
  receive('b1', 'a2')
  expect(subscriber.read(by('b')).data).toBeUndefined()
  expect(subscriber.read(by('a')).data).toBe('a2')
  receive('a3', 'b2')
  expect(subscriber.read(by('b')).data).toBe('b2')
  subscriber.attach(() => by('b'))
  receive('a4', 'b3', 'a5')
  expect(subscriber.read(by('b')).data).toBe('b3')
})

it('starts a new attachment with the last message before it, even when that message was not read', () => {
  const { fake, receive } = openConnection()
  const options = { filter: (message: unknown) => message !== 'noise' }
  const subscriber = createSubscriber(fake.connection)
  subscriber.attach(() => options)()
  receive('meanwhile')
  subscriber.attach(() => options)
  receive('noise')
  expect(subscriber.read(options).data).toBe('meanwhile')
})

it('keeps the order of messages when it attaches again before a message was published', () => {
  const { fake, receive } = openConnection('frame')
  const options = { filter: (message: unknown) => message !== 'noise' }
  const subscriber = createSubscriber(fake.connection)
  subscriber.subscribe(() => {})
  const detach = subscriber.attach(() => options)
  receive('first')
  fake.advance(100)
  receive('opens a window', 'second', 'noise')
  expect(fake.connection.getSnapshot().data).toBe('opens a window')
  detach()
  subscriber.attach(() => options)
  expect(subscriber.read(options).data).toBe('second')
  fake.advance(100)
  expect(subscriber.read(options).data).toBe('second')
})

it('discards its message together with the connection', () => {
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

it('calls nothing while there are no options, and catches up when there are', () => {
  const { fake, receive } = openConnection()
  const calls: unknown[] = []
  const options = { filter: (message: unknown) => calls.push(`filter ${String(message)}`) > 0, onMessage: (message: unknown) => calls.push(message) }
  let current: typeof options | null = options
  const subscriber = createSubscriber(fake.connection)
  const detach = subscriber.attach(() => current)
  receive('before')
  current = null
  receive('between')
  expect(calls).toEqual(['filter before', 'before'])
  detach()
  current = options
  subscriber.attach(() => current)
  expect(subscriber.read(options).data).toBe('between')
  expect(calls).toEqual(['filter before', 'before', 'filter between'])
})
