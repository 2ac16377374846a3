import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emitAction, passWith } from '../../../src/devtools/actions/notes'
import type { SessionOptions } from '../../../src/devtools/model/session'
import { countNotifications, createHandMade, createTappedSession, NOTHING, textFrame } from './hand-made'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

function recording(options: SessionOptions = {}) {
  const tapped = createTappedSession(options)
  const made = createHandMade()
  tapped.emit('created', made.connection, {})
  tapped.session.setRecording(true)
  return { ...tapped, ...made, made, model: () => tapped.session.connections()[0]! }
}

describe('frames', () => {
  it('are not recorded before recording starts, and cost no look at their data', () => {
    const { session, emit } = createTappedSession()
    const { connection } = createHandMade()
    emit('created', connection, {})
    const version = session.framesVersion()
    const look = vi.fn(() => 'x')
    emit('frame', connection, Object.defineProperty(textFrame('x'), 'data', { get: look }))
    expect(look.mock.calls.length).toBeLessThanOrEqual(1) // by the spread of this test
    expect(session.frames(1)).toEqual([])
    expect(session.framesVersion()).toBe(version)
    expect(session.connections()[0]!.rates).toEqual([])
  })

  it('are recorded in order, with increasing ids over all connections', () => {
    const { session, emit, connection } = recording()
    const other = createHandMade('wss://other.test/').connection
    emit('frame', connection, textFrame('a'))
    emit('frame', other, textFrame('b'))
    emit('frame', connection, textFrame('c', { direction: 'out' }))
    expect(session.frames(1).map(({ id, data }) => [id, data])).toEqual([[1, 'a'], [3, 'c']])
    expect(session.frames(2).map(({ id, data }) => [id, data])).toEqual([[2, 'b']])
    expect(session.connections().map(({ label }) => label)).toEqual(['wss://host.test/', 'wss://other.test/'])
  })

  it('increase the version, also when the limits remove some', () => {
    const { session, emit } = createTappedSession({ maxFrames: 2 })
    const { connection } = createHandMade()
    session.setRecording(true)
    let version = session.framesVersion()
    for (const data of ['a', 'b', 'c']) {
      emit('frame', connection, textFrame(data))
      expect(session.framesVersion()).toBeGreaterThan(version)
      version = session.framesVersion()
    }
    expect(session.removedFrames()).toBe(1)
    expect(session.frames(1).map(({ data }) => data)).toEqual(['b', 'c'])
  })

  it('have the channels that route names, which count their messages', () => {
    const channel = { status: 'subscribed', recovery: null, position: 4, holders: 1, error: null } as const
    const inspect = () => ({ ...NOTHING, channels: [{ key: 'a', ...channel }] })
    const { session, emit, connection, made, model } = recording({ inspect })
    made.options = { channels: { route: (message: string) => message.split('+').filter(Boolean) } }
    emit('channel', connection, { key: 'a', ...channel })
    emit('frame', connection, textFrame('a'))
    emit('frame', connection, textFrame('[batch]', { messages: ['a', 'b', 'a+c'] }))
    emit('frame', connection, textFrame('a', { direction: 'out' }))
    emit('frame', connection, textFrame(''))
    expect(session.frames(1).map(({ channels }) => channels)).toEqual([['a'], ['a', 'b', 'c'], [], []])
    expect(model().channels).toEqual([{ key: 'a', ...channel, position: '4', messages: 3 }])
  })

  it('are recorded when route throws', () => {
    const { session, emit, connection, made } = recording()
    made.options = {
      channels: {
        route() {
          throw new Error('no')
        },
      },
    }
    emit('frame', connection, textFrame('a'))
    expect(session.frames(1)).toHaveLength(1)
  })

  it('stop with the recording, and what is recorded stays', () => {
    const { session, emit, connection, model } = recording()
    emit('frame', connection, textFrame('a'))
    expect(model().rates.at(-1)).toMatchObject({ framesIn: 1, bytesIn: 1 })
    session.setRecording(false)
    emit('frame', connection, textFrame('b'))
    expect(session.frames(1)).toHaveLength(1)
    expect(model().rates).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('faults that are made on purpose', () => {
  it('are notes of the frames that they concern', () => {
    const { session, emit, connection } = recording()
    passWith('injected', 'in', 'a', () => emit('frame', connection, textFrame('a')))
    emit('frame', connection, textFrame('a'))
    emitAction({ type: 'lost', connection, role: 'message', data: 'größe', note: 'muted' })
    emitAction({ type: 'lost', connection, role: 'handshake', data: null, note: 'dropped' })
    emitAction({ type: 'lost', connection: createHandMade().connection, role: 'message', data: 'x', note: 'muted' })
    expect(session.frames(1)).toMatchObject([
      { data: 'a', note: 'injected' },
      { data: 'a', note: '' },
      { direction: 'in', data: 'größe', bytes: 7, note: 'muted' },
      { role: 'handshake', data: null, bytes: 0, note: 'dropped' },
    ])
    session.setRecording(false)
    emitAction({ type: 'lost', connection, role: 'message', data: 'b', note: 'muted' })
    expect(session.frames(1)).toHaveLength(4)
  })

  it('are in the timeline', () => {
    const { session, connection, model } = recording()
    emitAction({ type: 'fault', connection, text: 'Socket cut' })
    expect(model().notes).toEqual([{ at: Date.now(), kind: 'fault', text: 'Socket cut' }])
    session.dispose()
    expect(() => emitAction({ type: 'fault', connection, text: 'Socket cut' })).not.toThrow()
  })
})

describe('notifications', () => {
  it('come at most once a frame of the screen', () => {
    const { session, emit, connection } = recording()
    const notified = countNotifications(session)
    for (let i = 0; i < 1000; i++) emit('frame', connection, textFrame('a'))
    expect(notified.calls).toBe(1)
    emit('frame', connection, textFrame('a'))
    expect(notified.calls).toBe(2)
    expect(notified.calls).toBe(2)
  })

  it('use no timer while nobody subscribes', () => {
    const { emit, connection } = recording()
    const before = vi.getTimerCount()
    emit('frame', connection, textFrame('a'))
    expect(vi.getTimerCount()).toBe(before)
  })

  it('end with the subscription', () => {
    const { session, emit, connection } = recording()
    const listener = vi.fn()
    const stop = session.subscribe(listener)
    emit('dial', connection, { attempt: 0, url: 'wss://host.test/', protocols: 0 })
    stop()
    stop()
    vi.advanceTimersByTime(50)
    expect(listener).not.toHaveBeenCalled()
  })

  it('come each second while rates change with the time', () => {
    const { emit, connection, model } = recording()
    emit('frame', connection, textFrame('a'))
    expect(model().rates.at(-1)!.framesIn).toBe(1)
    vi.advanceTimersByTime(1000)
    expect(model().rates.at(-1)!.framesIn).toBe(0)
    expect(model().rates.at(-2)!.framesIn).toBe(1)
  })
})
