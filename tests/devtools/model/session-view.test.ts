import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { countNotifications, createHandMade, createTappedSession, textFrame } from './hand-made'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

function recording() {
  const tapped = createTappedSession()
  const { connection } = createHandMade()
  tapped.emit('created', connection, {})
  tapped.session.setRecording(true)
  const receive = (data: string) => tapped.emit('frame', connection, textFrame(data))
  const texts = () => tapped.session.frames(1).map(({ data }) => data)
  const note = () => tapped.emit('renewal', connection, { stage: 'start' })
  return { ...tapped, connection, receive, texts, note }
}

describe('a paused session', () => {
  it('shows what it showed, records on, and shows all after the pause', () => {
    const { session, receive, texts, note } = recording()
    receive('a')
    session.setPaused(true)
    const [version, models] = [session.framesVersion(), session.connections()]
    receive('b')
    note()
    expect(texts()).toEqual(['a'])
    expect([session.framesVersion(), session.connections()]).toEqual([version, models])
    session.setPaused(false)
    expect(texts()).toEqual(['a', 'b'])
    expect(session.connections()[0]!.notes).toHaveLength(1)
    expect(session.framesVersion()).toBeGreaterThan(version)
  })

  it('notifies of the pause and of its end, and not of events between them', () => {
    const { session, receive } = recording()
    const notified = countNotifications(session)
    session.setPaused(true)
    session.setPaused(true)
    expect(notified.calls).toBe(1)
    receive('a')
    expect(notified.calls).toBe(1)
    session.setPaused(false)
    expect(notified.calls).toBe(2)
  })

  it('still shows frames that the limits remove meanwhile', () => {
    const { session, emit } = createTappedSession({ maxFrames: 2 })
    const { connection } = createHandMade()
    session.setRecording(true)
    emit('frame', connection, textFrame('a'))
    session.setPaused(true)
    for (const data of ['b', 'c', 'd']) emit('frame', connection, textFrame(data))
    expect(session.frames(1).map(({ data }) => data)).toEqual(['a'])
    expect(session.removedFrames()).toBe(0)
    session.setPaused(false)
    expect(session.frames(1).map(({ data }) => data)).toEqual(['c', 'd'])
    expect(session.removedFrames()).toBe(2)
  })
})

describe('clear()', () => {
  it('forgets frames, notes and requests, and keeps the phases', () => {
    const { session, emit, connection, receive, texts, note } = recording()
    receive('a')
    note()
    emit('request', connection, { request: 1, stage: 'start', message: 'a' })
    const version = session.framesVersion()
    session.clear()
    expect(texts()).toEqual([])
    expect(session.connections()[0]).toMatchObject({ notes: [], requests: [] })
    expect(session.connections()[0]!.phases).toHaveLength(1)
    expect(session.framesVersion()).toBeGreaterThan(version)
    receive('b')
    expect(texts()).toEqual(['b'])
  })

  it('clears what a paused session shows, which stays paused', () => {
    const { session, receive, texts } = recording()
    receive('a')
    session.setPaused(true)
    session.clear()
    expect(texts()).toEqual([])
    receive('b')
    expect(texts()).toEqual([])
    expect(session.isPaused).toBe(true)
  })

  it('removes disposed connections from the list', () => {
    const { session, emit, connection, receive } = recording()
    receive('a')
    emit('disposed', connection, {})
    expect(session.connections()).toMatchObject([{ isDisposed: true }])
    expect(session.frames(1)).toHaveLength(1)
    session.clear()
    expect(session.connections()).toEqual([])
  })
})

describe('the list of connections', () => {
  it('keeps at most 50 disposed ones, and the frames of those only', () => {
    const { session, emit, receive } = recording()
    receive('a')
    for (let i = 0; i < 60; i++) {
      const { connection } = createHandMade(`wss://host.test/${i}`)
      emit('created', connection, {})
      emit('frame', connection, textFrame('x'))
      emit('disposed', connection, {})
    }
    const models = session.connections()
    expect(models.filter(({ isDisposed }) => isDisposed)).toHaveLength(50)
    expect(models[0]!.isDisposed).toBe(false)
    expect(models.at(-1)!.label).toBe('wss://host.test/59')
    expect(session.frames(2)).toEqual([])
    expect(session.frames(1)).toHaveLength(1)
  })

  it('lists no disposed connection again because of what its components do later', () => {
    const { session, emit, connection } = recording()
    emit('disposed', connection, {})
    session.clear()
    emit('options', connection, {})
    emit('request', connection, { request: 1, stage: 'end', outcome: 'failed' })
    emit('frame', connection, textFrame('x', { direction: 'out' }))
    expect(session.connections()).toEqual([])
  })

  it('keeps at most 200 at rest, and lists one again when it is used', () => {
    const { session, emit } = createTappedSession()
    const all = Array.from({ length: 250 }, (_, index) => createHandMade(`wss://host.test/${index}`).connection)
    for (const connection of all) emit('created', connection, {})
    expect(session.connections()).toHaveLength(200)
    emit('dial', all[0]!, { attempt: 0, url: 'wss://host.test/0', protocols: 0 })
    expect(session.connections().at(-1)!.label).toBe('wss://host.test/0')
  })

  it('keeps all that are in use', () => {
    const { session, emit } = createTappedSession()
    for (let i = 0; i < 250; i++) {
      const made = createHandMade(`wss://host.test/${i}`)
      made.snapshot.phase = 'open'
      emit('created', made.connection, {})
    }
    expect(session.connections()).toHaveLength(250)
  })
})

describe('an imported session', () => {
  it('is shown instead of the live one, which records on', () => {
    const { session, receive, texts } = recording()
    receive('a')
    const text = session.exportText()
    receive('b')
    const notified = countNotifications(session)
    const version = session.framesVersion()
    session.importText(text)
    expect(notified.calls).toBe(1)
    expect(session.isImported).toBe(true)
    expect(session.framesVersion()).not.toBe(version)
    expect(session.connections()[0]).toMatchObject({ connection: null, label: 'wss://host.test/' })
    receive('c')
    expect(texts()).toEqual(['a'])
    expect(notified.calls).toBe(1)
    const importedVersion = session.framesVersion()
    session.closeImport()
    expect(texts()).toEqual(['a', 'b', 'c'])
    expect(session.framesVersion()).not.toBe(importedVersion)
    expect(notified.calls).toBe(2)
  })

  it('exports what it shows', () => {
    const { session, receive } = recording()
    receive('a')
    const text = session.exportText()
    receive('b')
    session.importText(text)
    expect(JSON.parse(session.exportText())).toEqual(JSON.parse(text))
  })

  it('changes nothing when the text is refused', () => {
    const { session, receive, texts } = recording()
    receive('a')
    expect(() => session.importText('{')).toThrow('no JSON')
    expect(session.isImported).toBe(false)
    expect(texts()).toEqual(['a'])
  })

  it('is forgotten by clear()', () => {
    const { session } = recording()
    session.importText(session.exportText())
    session.clear()
    expect(session.isImported).toBe(false)
  })
})

it('ends the tap and all timers when it is disposed', () => {
  const tapped = recording()
  const { session, receive } = tapped
  const listener = vi.fn()
  session.subscribe(listener)
  receive('a')
  session.dispose()
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(2000)
  expect(listener).not.toHaveBeenCalled()
  expect(session.connections()).toEqual([])
})
