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
