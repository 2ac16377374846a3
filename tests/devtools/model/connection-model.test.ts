import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConnectionError } from 'websocket-store'
import { createHandMade, createTappedSession, NOTHING, type Fields } from './hand-made'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const stateFields = (more: Partial<Fields<'state'>> = {}): Fields<'state'> => ({
  phase: 'open',
  previous: 'connecting',
  cause: { type: 'socket-open' },
  attempt: 0,
  retryAt: null,
  lastClose: null,
  error: null,
  isReconnect: false,
  ...more,
})

function recording() {
  const tapped = createTappedSession()
  const made = createHandMade()
  tapped.emit('created', made.connection, {})
  tapped.session.setRecording(true)
  return { ...tapped, ...made, made, model: () => tapped.session.connections()[0]! }
}

describe('the model of a connection', () => {
  it('is the same object until something changes, and a new one then', () => {
    const { session, emit, connection, model } = recording()
    const list = session.connections()
    const before = model()
    expect(session.connections()).toBe(list)
    emit('queue', connection, { queued: 0, bufferedAmount: 0 })
    expect(model()).not.toBe(before)
    expect(model().phases).toBe(before.phases)
    expect(model().notes).toBe(before.notes)
  })

  it('begins with the phase in which the connection was first seen', () => {
    const { session, emit } = createTappedSession()
    const made = createHandMade()
    made.snapshot.phase = 'open'
    emit('created', made.connection, {})
    expect(session.connections()[0]).toMatchObject({ id: 1, isDisposed: false, snapshot: { phase: 'open' } })
    expect(session.connections()[0]!.phases).toEqual([
      { at: Date.now(), phase: 'open', cause: { type: 'signal', detail: 'first seen' }, attempt: 0, retryAt: null, close: null, error: null },
    ])
  })

  it('has each phase with its cause, the close and the error that came with it', () => {
    const { emit, connection, model } = recording()
    const lastClose = { code: 1006, reason: 'gone', wasClean: false }
    const error = new ConnectionError('connect-failed', 'It failed.', { cause: new Error('secret') })
    emit('state', connection, stateFields({ phase: 'open' }))
    emit('state', connection, stateFields({ phase: 'waiting', cause: { type: 'socket-close', detail: '1006' }, lastClose, error, attempt: 1, retryAt: 9 }))
    emit('state', connection, stateFields({ phase: 'resolving', cause: { type: 'deadline', detail: 'retry' }, lastClose, error, attempt: 1 }))
    const [, open, waiting, resolving] = model().phases
    expect(open).toMatchObject({ phase: 'open', cause: { type: 'socket-open' }, close: null, error: null })
    expect(waiting).toMatchObject({ close: { code: 1006, reason: 'gone' }, error: { code: 'connect-failed', message: 'It failed.' }, retryAt: 9 })
    expect(resolving).toMatchObject({ cause: { type: 'deadline', detail: 'retry' }, close: null, error: null, retryAt: null })
    expect(model().snapshot).toMatchObject({ phase: 'resolving', attempt: 1, retryAt: null })
  })

  it('notes dials, drops, errors, renewals and verdicts of channels', () => {
    const { emit, connection, model } = recording()
    const channel = { key: 'a', status: 'subscribed', recovery: 'gap', position: undefined, holders: 1, error: null } as const
    emit('dial', connection, { attempt: 2, url: 'wss://host.test/', protocols: 1 })
    emit('drop', connection, { message: { a: 1 }, reason: 'overflow' })
    emit('error', connection, { error: new ConnectionError('closed', 'It closed.') })
    emit('renewal', connection, { stage: 'failed' })
    emit('channel', connection, channel)
    emit('channel', connection, { ...channel, holders: 2 })
    expect(model().notes.map(({ kind, text }) => [kind, text])).toEqual([
      ['dial', 'Dials wss://host.test/, attempt 2, 1 subprotocol'],
      ['drop', 'A message was dropped (overflow): {"a":1}'],
      ['error', 'closed: It closed.'],
      ['renewal', 'The handshake ran again and failed'],
      ['recovery', 'Channel a: gap'],
    ])
  })

  it('has at most 500 phases, notes and requests, the latest ones', () => {
    const { emit, connection, model } = recording()
    for (let i = 0; i < 1200; i++) {
      emit('state', connection, stateFields({ attempt: i }))
      emit('renewal', connection, { stage: 'start' })
      emit('request', connection, { request: i, stage: 'start', message: i })
    }
    for (const list of [model().phases, model().notes, model().requests]) {
      expect(list.length).toBeGreaterThan(400)
      expect(list.length).toBeLessThanOrEqual(500)
    }
    expect(model().phases.at(-1)!.attempt).toBe(1199)
    expect(model().requests.at(-1)!.request).toBe(1199)
  })

  it('follows requests from start to end', () => {
    const { emit, connection, model } = recording()
    emit('request', connection, { request: 1, stage: 'start', message: { method: 'a' } })
    const pending = model().requests[0]
    expect(pending).toMatchObject({ outcome: 'pending', message: '{"method":"a"}', sentAt: null, endedAt: null })
    emit('request', connection, { request: 2, stage: 'start', message: 'b'.repeat(500) })
    vi.advanceTimersByTime(5)
    emit('request', connection, { request: 1, stage: 'sent' })
    emit('request', connection, { request: 1, stage: 'reply', message: {} })
    emit('request', connection, { request: 1, stage: 'end', outcome: 'replied' })
    emit('request', connection, { request: 2, stage: 'end', outcome: 'failed', error: new ConnectionError('request-timeout', 'Late.') })
    emit('request', connection, { request: 3, stage: 'end', outcome: 'replied' })
    const at = Date.now()
    expect(model().requests).toMatchObject([
      { request: 1, startedAt: at - 5, sentAt: at, repliedAt: [at], endedAt: at, outcome: 'replied', error: null },
      { request: 2, outcome: 'failed', error: 'request-timeout: Late.' },
    ])
    expect(model().requests[1]!.message).toHaveLength(200)
    expect(pending).toMatchObject({ outcome: 'pending', repliedAt: [] })
  })

  it('keeps at most 100 times of replies, the last one included', () => {
    const { emit, connection, model } = recording()
    emit('request', connection, { request: 1, stage: 'start', message: 'a' })
    for (let i = 0; i < 150; i++) {
      vi.advanceTimersByTime(1)
      emit('request', connection, { request: 1, stage: 'reply' })
    }
    expect(model().requests[0]!.repliedAt).toHaveLength(100)
    expect(model().requests[0]!.repliedAt.at(-1)).toBe(Date.now())
  })

  it('shows at most 200 queued messages, each cut at 200 characters', () => {
    const { emit, connection, made, model } = recording()
    made.queuedMessages.push('x'.repeat(1000), ...Array.from({ length: 300 }, (_, index) => ({ index })))
    emit('queue', connection, { queued: 301, bufferedAmount: 0 })
    expect(model().snapshot.queued).toBe(301)
    expect(model().queue).toHaveLength(200)
    expect(model().queue[0]).toHaveLength(200)
    expect(model().queue[1]).toBe('{"index":0}')
  })

  it('shows what inspection says, read again when options or demand change', () => {
    let demand = 1
    const inspect = vi.fn(() => ({ ...NOTHING, demand }))
    const { session, emit } = createTappedSession({ inspect })
    const { connection } = createHandMade()
    emit('created', connection, {})
    const before = session.connections()[0]!.inspection
    expect(before.demand).toBe(1)
    emit('options', connection, {})
    expect(session.connections()[0]!.inspection).toBe(before)
    demand = 2
    emit('queue', connection, { queued: 0, bufferedAmount: 0 })
    expect(session.connections()[0]!.inspection.demand).toBe(1)
    emit('options', connection, {})
    expect(session.connections()[0]!.inspection.demand).toBe(2)
    expect(inspect).toHaveBeenCalledTimes(3)
  })

  it('shows a channel as idle when it is used no more, which has no event', () => {
    const channel = { key: 'a', status: 'subscribed', recovery: null, position: undefined, holders: 0, error: null } as const
    let channels = [channel]
    const { session, emit } = createTappedSession({ inspect: () => ({ ...NOTHING, channels }) })
    const { connection } = createHandMade()
    emit('created', connection, {})
    session.setRecording(true)
    expect(session.connections()[0]!.channels).toMatchObject([{ key: 'a', status: 'subscribed' }])
    channels = []
    vi.advanceTimersByTime(1000)
    expect(session.connections()[0]!.channels).toMatchObject([{ key: 'a', status: 'idle' }])
  })
})
