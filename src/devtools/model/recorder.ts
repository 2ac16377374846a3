import { systemClock } from '../../core/platform/clock'
import { byteLength } from '../../core/policy/send-queue'
import type { AnyConnection, Inspection, TapEvent } from '../../core/vocabulary/tap'
import type { ActionEvent, FrameNote } from '../actions/notes'
import { createConnectionRecorder, type ConnectionRecorder } from './connection-model'
import { recordFrame, type FrameEvent } from './frame-record'
import { createFrameRing, type RingLimits } from './ring'
import type { ConnectionModel, FrameRecord } from './types'

const MAX_DISPOSED = 50
/** Connections at rest that are listed. The application may have forgotten them: listing all of them would keep them in memory. */
const MAX_AT_REST = 200
const SECOND_MS = 1000

/** Turns the events of a tap into models and frames. */
export interface Recorder {
  handle(event: TapEvent): void
  handleAction(event: ActionEvent): void
  /** The same array until one of them changes. */
  models(): readonly ConnectionModel[]
  frames(id: number): readonly FrameRecord[]
  version(): number
  removed(): number
  isRecording(): boolean
  setRecording(isRecording: boolean): void
  clear(): void
  dispose(): void
}

export interface RecorderOptions extends RingLimits {
  inspect(connection: AnyConnection): Inspection
  /** Called during the event of a frame. */
  noteOf(frame: FrameEvent): FrameNote
  onChange(): void
}

export function createRecorder({ inspect, noteOf, onChange, ...limits }: RecorderOptions): Recorder {
  const recorders = new Map<AnyConnection, ConnectionRecorder>()
  /** Their components may still release something: that is not listed again. */
  const disposed = new WeakSet<AnyConnection>()
  const ring = createFrameRing(limits)
  let list: readonly ConnectionModel[] = []
  let isListed = true
  let lastId = 0
  let lastFrameId = 0
  let version = 0
  let isRecording = false
  let cancelTimer: (() => void) | null = null

  function changed(): void {
    isListed = false
    onChange()
  }

  function forget(connection: AnyConnection, { id }: ConnectionRecorder): void {
    recorders.delete(connection)
    ring.forget(id)
    version++
  }

  /** Removes the oldest of the connections that are over, beyond the limit. */
  function limit(max: number, isOver: (recorder: ConnectionRecorder) => boolean): void {
    const over = [...recorders].filter(([, recorder]) => isOver(recorder))
    for (const [connection, recorder] of over.slice(0, Math.max(0, over.length - max))) forget(connection, recorder)
  }

  /** For a connection that an event names for the first time, or again after it was removed from the list. */
  function find(connection: AnyConnection, at: number): ConnectionRecorder | null {
    return recorders.get(connection) ?? (disposed.has(connection) ? null : add(connection, at))
  }

  function add(connection: AnyConnection, at: number): ConnectionRecorder {
    if (recorders.size >= MAX_AT_REST) limit(MAX_AT_REST - 1, (recorder) => !recorder.isDisposed && recorder.isAtRest())
    const recorder = createConnectionRecorder(++lastId, connection, inspect, at)
    recorders.set(connection, recorder)
    return recorder
  }

  function handleFrame(event: FrameEvent): void {
    const { connection, direction, bytes, at } = event
    const recorder = find(connection, at)
    if (!recorder) return
    const channels = recorder.channels.route(connection, direction === 'in' ? event.messages : [])
    ring.push(recorder.id, recordFrame(++lastFrameId, event, channels, noteOf(event), loaded))
    recorder.meter.count(direction, bytes, at)
    recorder.frameRecorded()
    version++
    changed()
  }

  function handleAction(event: ActionEvent): void {
    const recorder = recorders.get(event.connection)
    // Of another registry.
    if (!recorder) return
    const at = systemClock.now()
    if (event.type === 'fault') recorder.addNote({ at, kind: 'fault', text: event.text })
    else if (isRecording) {
      const { role, data, note } = event
      const frame = { at, direction: 'in', role, data, bytes: data === null ? 0 : byteLength(data) } as const
      ring.push(recorder.id, recordFrame(++lastFrameId, frame, [], note, loaded))
      version++
    }
    changed()
  }

  function loaded(): void {
    version++
    changed()
  }

  function tick(): void {
    cancelTimer = systemClock.setTimer(tick, SECOND_MS)
    for (const recorder of recorders.values()) recorder.refresh()
    changed()
  }

  return {
    handleAction,
    handle(event) {
      if (event.type === 'frame') {
        if (isRecording) handleFrame(event)
        return
      }
      const { connection } = event
      if (event.type === 'disposed') disposed.add(connection)
      find(connection, event.at)?.handle(event)
      if (event.type === 'disposed') limit(MAX_DISPOSED, ({ isDisposed }) => isDisposed)
      changed()
    },
    models() {
      if (isListed) return list
      isListed = true
      const now = systemClock.now()
      const next = Array.from(recorders.values(), (recorder) => recorder.model(isRecording, now))
      if (next.length !== list.length || next.some((model, index) => model !== list[index])) list = next
      return list
    },
    frames: (id) => ring.frames(id),
    version: () => version,
    removed: () => ring.removed(),
    isRecording: () => isRecording,
    setRecording(next) {
      if (next === isRecording) return
      isRecording = next
      cancelTimer?.()
      cancelTimer = next ? systemClock.setTimer(tick, SECOND_MS) : null
      for (const recorder of recorders.values()) {
        recorder.meter.clear()
        recorder.frameRecorded()
        recorder.refresh()
      }
      changed()
    },
    clear() {
      ring.clear()
      version++
      for (const [connection, recorder] of recorders) {
        if (recorder.isDisposed) recorders.delete(connection)
        else recorder.clear()
      }
      changed()
    },
    dispose() {
      cancelTimer?.()
      recorders.clear()
      ring.clear()
    },
  }
}
