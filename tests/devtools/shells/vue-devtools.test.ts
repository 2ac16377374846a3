import { createConnection, type ConnectionError } from 'websocket-store'
import { describe, expect, it } from 'vitest'
import type { ChannelRecord, ConnectionModel } from '../../../src/devtools/model/types'
import type { TimelineEvent } from '../../../src/devtools/vue-devtools/api'
import { selectedBy, stateOf, treeOf } from '../../../src/devtools/vue-devtools/inspector'
import { createTimeline } from '../../../src/devtools/vue-devtools/timeline'
import type { AnyConnection, TapEvent } from '../../../src/core/vocabulary/tap'

const connection = createConnection('ws://127.0.0.1:1/') as unknown as AnyConnection

function timeline() {
  const events: TimelineEvent[] = []
  const { handle, setRecordingFrames } = createTimeline({ add: (event) => events.push(event), labelOf: () => ({ id: 7, label: 'ws://host/chat' }) })
  return { events, handle, setRecordingFrames }
}

const frame = (more: Partial<Extract<TapEvent, { type: 'frame' }>> = {}): TapEvent => ({
  ...{ type: 'frame', at: 1000, connection, direction: 'in', role: 'message', data: 'hello', bytes: 5, messages: ['hello'], ...more },
})

describe('the timeline', () => {
  it('shows phases with their cause, and what is wrong as a warning or an error', () => {
    const { events, handle } = timeline()
    const state = { type: 'state', at: 5, connection, previous: 'open', attempt: 1, error: null, isReconnect: true } as const
    handle({ ...state, phase: 'waiting', cause: { type: 'socket-close' }, retryAt: 0, lastClose: { code: 1006, reason: '', wasClean: false } })
    handle({ ...state, phase: 'open', cause: { type: 'deadline', detail: 'retry' }, retryAt: null, lastClose: null })
    expect(events.map(({ title, logType, subtitle, groupId }) => [title, logType, subtitle, groupId])).toEqual([
      ['waiting', 'warning', 'ws://host/chat', 7],
      ['open', 'default', 'ws://host/chat', 7],
    ])
    expect(events[0]!.data).toMatchObject({ 'last close': '1006', 'next attempt': '1970-01-01T00:00:00.000Z' })
    expect(events[1]!.data).toMatchObject({ cause: 'deadline: retry' })
  })

  it('shows drops and errors, without the cause of an error', () => {
    const { events, handle } = timeline()
    handle({ type: 'drop', at: 1, connection, message: { text: 'late' }, reason: 'expired' })
    const error = Object.assign(new Error('The text of the library.'), { name: 'ConnectionError', code: 'closed', cause: 'planted' })
    handle({ type: 'error', at: 2, connection, error: error as unknown as ConnectionError })
    expect(events.map(({ title, logType }) => [title, logType])).toEqual([['drop', 'warning'], ['error', 'error']])
    expect(JSON.stringify(events)).toContain('late')
    expect(JSON.stringify(events)).not.toContain('planted')
  })

  it('shows frames only while they are recorded, without the payload of the handshake', () => {
    const { events, handle, setRecordingFrames } = timeline()
    handle(frame())
    expect(events).toEqual([])
    setRecordingFrames(true)
    handle(frame())
    handle(frame({ role: 'handshake', direction: 'out', data: 'planted' }))
    setRecordingFrames(false)
    handle(frame())
    expect(events.map(({ title, data }) => [title, data['payload']])).toEqual([['↓ message', 'hello'], ['↑ handshake', 'not shown']])
  })

  it('shows at most 100 frames of a second, and says that there are more', () => {
    const { events, handle, setRecordingFrames } = timeline()
    setRecordingFrames(true)
    for (let i = 0; i < 500; i++) handle(frame())
    expect(events).toHaveLength(101)
    expect(events.at(-1)).toMatchObject({ title: 'more frames', logType: 'warning' })
    handle(frame({ at: 2000 }))
    expect(events).toHaveLength(102)
  })
})

describe('the inspector', () => {
  const news: ChannelRecord = { key: 'news', status: 'subscribed', recovery: null, position: '', holders: 1, error: null, messages: 2 }
  const model: ConnectionModel = {
    ...{ id: 3, connection, label: 'ws://host/chat', isDisposed: false, bufferedAmount: 0, notes: [], requests: [], rates: [], channels: [news] },
    snapshot: { phase: 'open', attempt: 0, retryAt: null, latencyMs: null, queued: 1, protocol: '' },
    inspection: { demand: 1, holders: [{ name: 'component 1', names: ['queue'] }], options: [{ name: 'queue', value: 'false', from: 'component 1' }], channels: [] },
    phases: [{ at: 1, phase: 'open', cause: { type: 'ready' }, attempt: 0, retryAt: null, close: null, error: null }],
    queue: ['a message'],
  }

  it('lists connections with their channels', () => {
    expect(treeOf([model], '')).toMatchObject([
      { id: '3', label: 'ws://host/chat', tags: [{ label: 'open' }], children: [{ id: '3/news', label: 'news', tags: [{ label: 'subscribed' }] }] },
    ])
    expect(treeOf([{ ...model, isDisposed: true }], '')[0]!.tags).toMatchObject([{ label: 'disposed' }])
  })

  it('filters by the label of a connection or a channel', () => {
    expect(treeOf([model], 'NEWS')).toMatchObject([{ id: '3', children: [{ id: '3/news' }] }])
    expect(treeOf([model], 'chat')).toMatchObject([{ id: '3', children: [{ id: '3/news' }] }])
    expect(treeOf([model], 'other')).toEqual([])
  })

  it('shows the snapshot, holders, options and queue of a connection', () => {
    const state = stateOf(selectedBy([model], '3')!)
    expect(state['connection']).toContainEqual({ key: 'phase', value: 'open' })
    expect(state['holders']).toEqual([{ key: 'demand', value: 1 }, { key: 'component 1', value: 'queue' }])
    expect(state['options in force']).toEqual([{ key: 'queue', value: 'false (component 1)' }])
    expect(state['queue']).toEqual([{ key: 'waiting', value: 1 }, { key: '1', value: 'a message' }])
  })

  it('shows the state of a channel, and nothing for a node that is gone', () => {
    expect(stateOf(selectedBy([model], '3/news')!)['channel']).toContainEqual({ key: 'status', value: 'subscribed' })
    expect(selectedBy([model], '3/other')).toBeNull()
    expect(selectedBy([model], '4')).toBeNull()
    expect(selectedBy([model], '')).toBeNull()
  })
})
