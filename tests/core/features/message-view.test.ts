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
  const told: unknown[] = []
  history.subscribe(() => void told.push(history.getSnapshot()))
  const say = (...texts: string[]) => texts.forEach((text) => socket.message(text))
  return { options, history, told, say }
}

function startWindow(windowMs: number) {
  const fake = createFakeConnection({ notify: 'sync' })
  const socket = fake.open()
  const history = createHistory(fake.connection, () => ({ windowMs }))
  const told: unknown[] = []
  history.subscribe(() => void told.push(history.getSnapshot()))
  return { history, told, socket }
}

it('drops a message at the moment it is windowMs old, and tells of it once', () => {
  const { told, socket } = startWindow(1000)
  socket.message('a')
  vi.advanceTimersByTime(400)
  socket.message('b')
  vi.advanceTimersByTime(599)
  expect(told).toEqual([['a'], ['a', 'b']])
  vi.advanceTimersByTime(1)
  expect(told.slice(2)).toEqual([['b']])
  vi.advanceTimersByTime(5000)
  expect(told.slice(3)).toEqual([[]])
  expect(vi.getTimerCount()).toBe(0)
})

it('shows no message that is windowMs old, although its timer is late', () => {
  const { history, socket } = startWindow(1000)
  socket.message('a')
  vi.setSystemTime(Date.now() + 1000)
  socket.message('b')
  expect(history.getSnapshot()).toEqual(['b'])
})

it('stands still from the moment of a pause, although a notification is still owed', () => {
  const { options, history, say } = start()
  say('a', 'b')
  options.paused = true
  say('c')
  const shown = history.getSnapshot()
  vi.advanceTimersByTime(100)
  expect(shown).toEqual(['a'])
  expect(history.getSnapshot()).toBe(shown)
})

it.each([
  ['came before the pause and was not told yet', [], ['a', 'b']],
  ['came meanwhile', ['c'], ['a', 'b', 'c']],
])('shows afterwards what %s', (_, meanwhile, expected) => {
  const { options, history, told, say } = start()
  say('a', 'b')
  options.paused = true
  say(...meanwhile)
  vi.advanceTimersByTime(100)
  options.paused = false
  history.catchUp()
  expect(told.at(-1)).toEqual(expected)
})

it('that begins paused shows nothing until it goes on', () => {
  const { options, history, say } = start(true)
  say('a')
  vi.advanceTimersByTime(100)
  expect(history.getSnapshot()).toEqual([])
  options.paused = false
  history.catchUp()
  expect(history.getSnapshot()).toEqual(['a'])
})
