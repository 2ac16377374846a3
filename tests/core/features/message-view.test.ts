import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createHistory } from '../../../src/core/binding/message-view'
import { createFakeConnection } from '../../support/fake-connection'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start(paused = false) {
  const fake = createFakeConnection({ notify: { throttleMs: 40 } })
  const socket = fake.open()
  const options = { paused }
  const history = createHistory(fake.connection, () => options)
  const notified: unknown[] = []
  history.subscribe(() => void notified.push(history.getSnapshot()))
  const receive = (...texts: string[]) => texts.forEach((text) => socket.message(text))
  return { options, history, notified, receive }
}

function startWindow(windowMs: number) {
  const fake = createFakeConnection({ notify: 'sync' })
  const socket = fake.open()
  const history = createHistory(fake.connection, () => ({ windowMs }))
  const notified: unknown[] = []
  history.subscribe(() => void notified.push(history.getSnapshot()))
  return { history, notified, socket }
}

it('drops a message when it is windowMs old, and notifies once', () => {
  const { notified, socket } = startWindow(1000)
  socket.message('a')
  vi.advanceTimersByTime(400)
  socket.message('b')
  vi.advanceTimersByTime(599)
  expect(notified).toEqual([['a'], ['a', 'b']])
  vi.advanceTimersByTime(1)
  expect(notified.slice(2)).toEqual([['b']])
  vi.advanceTimersByTime(5000)
  expect(notified.slice(3)).toEqual([[]])
  expect(vi.getTimerCount()).toBe(0)
})

it('shows no message that is windowMs old, although its timer is late', () => {
  const { history, socket } = startWindow(1000)
  socket.message('a')
  vi.setSystemTime(Date.now() + 1000)
  socket.message('b')
  expect(history.getSnapshot()).toEqual(['b'])
})

it('does not change after a pause begins, although a notification is pending', () => {
  const { options, history, receive } = start()
  receive('a', 'b')
  options.paused = true
  receive('c')
  const shown = history.getSnapshot()
  vi.advanceTimersByTime(100)
  expect(shown).toEqual(['a'])
  expect(history.getSnapshot()).toBe(shown)
})

it.each([
  ['arrived before it, without a notification yet', [], ['a', 'b']],
  ['arrived during it', ['c'], ['a', 'b', 'c']],
])('shows messages after a pause that %s', (_, meanwhile, expected) => {
  const { options, history, notified, receive } = start()
  receive('a', 'b')
  options.paused = true
  receive(...meanwhile)
  vi.advanceTimersByTime(100)
  options.paused = false
  history.catchUp()
  expect(notified.at(-1)).toEqual(expected)
})

it('shows nothing when it starts paused, until it resumes', () => {
  const { options, history, receive } = start(true)
  receive('a')
  vi.advanceTimersByTime(100)
  expect(history.getSnapshot()).toEqual([])
  options.paused = false
  history.catchUp()
  expect(history.getSnapshot()).toEqual(['a'])
})

it('takes each message once for several subscribers, and none while there is no subscriber', () => {
  const fake = createFakeConnection({ notify: 'sync' })
  const socket = fake.open()
  const history = createHistory(fake.connection, () => ({}))
  const first = history.subscribe(() => {})
  const second = history.subscribe(() => {})
  socket.message('a')
  first()
  first() // a second call ends nothing
  socket.message('b')
  second()
  socket.message('c')
  expect(history.getSnapshot()).toEqual(['a', 'b'])
  history.subscribe(() => {})
  socket.message('d')
  expect(history.getSnapshot()).toEqual(['a', 'b', 'd'])
})

it.each([
  ['notifies, and shows them in order, when messages were kept while there was no subscriber', 10, ['a', 'b', 'c'], 1],
  ['does not notify when nothing was kept meanwhile', 0, ['a'], 0],
] as const)('a subscriber that returns %s', (_, kept, shown, notifications) => {
  const fake = createFakeConnection({ notify: 'sync', history: kept })
  const socket = fake.open()
  const history = createHistory(fake.connection, () => ({}))
  const stop = history.subscribe(() => {})
  socket.message('a')
  stop()
  socket.message('b')
  socket.message('c')
  let count = 0
  history.subscribe(() => count++)
  expect([history.getSnapshot(), count]).toEqual([shown, notifications])
})

it('takes no message of a filter that refuses all of them: it does not notify', () => {
  const fake = createFakeConnection({ notify: 'sync', history: 10 })
  const socket = fake.open()
  socket.message('a')
  const history = createHistory(fake.connection, () => ({ filter: () => false }))
  let count = 0
  history.subscribe(() => count++)
  socket.message('b')
  expect([history.getSnapshot(), count]).toEqual([[], 0])
})

it.each([0, 1, 2, 100])('shows the last messages up to its limit: %i', (limit) => {
  const fake = createFakeConnection({ notify: 'sync' })
  const socket = fake.open()
  const history = createHistory(fake.connection, () => ({ limit }))
  history.subscribe(() => {})
  const all = ['1', '2', '3', '4', '5', '6', '7']
  all.forEach((message, index) => {
    socket.message(message)
    expect(history.getSnapshot()).toEqual(limit === 0 ? [] : all.slice(0, index + 1).slice(-limit))
  })
})

it('is always the same list while it is empty', () => {
  const fake = createFakeConnection({ notify: 'sync' })
  const histories = [1, 2].map(() => createHistory(fake.connection, () => ({ windowMs: 5 })))
  expect(histories[0]!.getSnapshot()).toBe(histories[1]!.getSnapshot())
  fake.open()
  fake.connection.disconnect()
  expect(histories[0]!.getSnapshot()).toBe(histories[1]!.getSnapshot())
})

it('notifies nobody of an end of a pause that never began', () => {
  const { history, notified } = start()
  history.catchUp()
  expect(notified).toEqual([])
})

it('shows what came during a pause when it ends', () => {
  const { options, history, notified, receive } = start()
  options.paused = true
  receive('a', 'b')
  expect([history.getSnapshot(), notified]).toEqual([[], []])
  options.paused = false
  history.catchUp()
  expect(notified).toEqual([['a', 'b']])
})

it('starts with what the connection kept, unless `replay` is false', () => {
  const fake = createFakeConnection({ notify: 'sync', history: 5 })
  fake.open().message('kept')
  const [all, later] = [undefined, false].map((replay) => createHistory(fake.connection, () => (replay === undefined ? {} : { replay })))
  for (const history of [all!, later!]) history.subscribe(() => {})
  fake.socket.message('new')
  expect([all!.getSnapshot(), later!.getSnapshot()]).toEqual([['kept', 'new'], ['new']])
})
