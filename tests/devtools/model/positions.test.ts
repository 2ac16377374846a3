import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Inspection } from '../../../src/core/vocabulary/tap'
import { createHandMade, createTappedSession, NOTHING, textFrame } from './hand-made'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

it('shows the position and the holders of a channel within a second, which have no event', () => {
  const subscribed = { key: 'a', status: 'subscribed', recovery: null, position: 4, holders: 1, error: null } as const
  let channels: Inspection['channels'] = [subscribed]
  const inspect = vi.fn(() => ({ ...NOTHING, channels }))
  const { session, emit } = createTappedSession({ inspect })
  const made = createHandMade()
  made.options = { channels: { route: () => 'a' } }
  emit('created', made.connection, {})
  session.setRecording(true)
  emit('channel', made.connection, subscribed)
  expect(session.connections()[0]!.channels).toMatchObject([{ position: '4', holders: 1 }])
  channels = [{ ...subscribed, position: 5, holders: 2 }]
  emit('frame', made.connection, textFrame('x'))
  vi.advanceTimersByTime(1000)
  expect(session.connections()[0]!.channels).toMatchObject([{ position: '5', holders: 2, messages: 1 }])
  const inspected = inspect.mock.calls.length
  vi.advanceTimersByTime(5000)
  session.connections()
  expect(inspect).toHaveBeenCalledTimes(inspected)
})
