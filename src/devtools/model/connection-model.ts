import { readQuietly } from '../../core/connection/unheard-failures'
import { isEqual } from '../../core/policy/is-equal'
import type { AnyConnection, Inspection, TapEvent } from '../../core/vocabulary/tap'
import { createBoundedList } from './bounded-list'
import { createChannelLog, type ChannelLog } from './channel-log'
import { noteOf } from './note'
import { createRateMeter, type RateMeter } from './rates'
import { createRequestLog, type RequestLog } from './request-log'
import { cut, textOf } from './text-of'
import type { ConnectionModel, NoteRecord, PhaseRecord, Rate } from './types'

const MAX_PHASES = 500
const MAX_NOTES = 500
const MAX_QUEUE_TEXTS = 200

type StateEvent = Extract<TapEvent, { readonly type: 'state' }>
type Inspect = (connection: AnyConnection) => Inspection

const NO_RATES: readonly Rate[] = Object.freeze([])
const NO_INSPECTION: Inspection = { demand: 0, holders: [], options: [], channels: [] }

type Times = Pick<PhaseRecord, 'phase' | 'attempt' | 'retryAt'>

/** What is recorded of one connection. Its model is built when it is read, so that events cost little. */
export interface ConnectionRecorder {
  readonly id: number
  readonly channels: ChannelLog
  readonly meter: RateMeter
  readonly isDisposed: boolean
  /** Nothing wants it: its application may have forgotten it. */
  isAtRest(): boolean
  /** Handles everything but frames. */
  handle(event: TapEvent): void
  addNote(note: NoteRecord): void
  /** A frame was recorded. */
  frameRecorded(): void
  /** Once a second: for what changes without an event. */
  refresh(): void
  /** The same object until something changes. */
  model(isRecording: boolean, now: number): ConnectionModel
  /** Forgets notes and requests. */
  clear(): void
}

export function createConnectionRecorder(id: number, connection: AnyConnection, inspect: Inspect, at: number): ConnectionRecorder {
  const phases = createBoundedList<PhaseRecord>(MAX_PHASES)
  const notes = createBoundedList<NoteRecord>(MAX_NOTES)
  const requests: RequestLog = createRequestLog()
  const channels = createChannelLog()
  const meter = createRateMeter()
  const label = cut(connection.key)

  const first = connection.getSnapshot()
  let times: Times = timesOf(first)
  let { lastClose, queued } = first
  // Read without notice: a panel that shows an error is not a program that handles it.
  let error = readQuietly(() => first.error)
  let queue: readonly string[] | null = null
  let inspection = NO_INSPECTION
  let isInspected = false
  let isDisposed = false
  let built: ConnectionModel | null = null

  // The phase that the recording begins with, which has no cause that is known.
  phases.push({ at, cause: { type: 'signal', detail: 'first seen' }, ...times, close: null, error: null })

  function changePhase(event: StateEvent): void {
    const { cause } = event
    times = timesOf(event)
    const isNewClose = event.lastClose !== lastClose
    const isNewError = event.error !== error
    ;({ lastClose, error } = event)
    phases.push({
      at: event.at,
      cause: cause.detail === undefined ? { type: cause.type } : { type: cause.type, detail: cause.detail },
      ...times,
      close: isNewClose && lastClose ? { code: lastClose.code, reason: cut(lastClose.reason) } : null,
      error: isNewError && error ? { code: error.code, message: cut(error.message) } : null,
    })
  }

  function readInspection(): void {
    isInspected = true
    if (isDisposed) return
    const { channels: inUse, ...described } = inspect(connection)
    channels.reconcile(inUse)
    const next = { ...described, channels: [] }
    if (!isEqual(next, inspection)) inspection = next
  }

  function build(isRecording: boolean, now: number): ConnectionModel {
    if (!isInspected) readInspection()
    queue ??= connection.queuedMessages.slice(0, MAX_QUEUE_TEXTS).map((message) => textOf(message))
    const { protocol, latencyMs } = connection.getSnapshot()
    return {
      id,
      connection,
      label,
      isDisposed,
      // Not its name: some applications pass a token as a subprotocol.
      snapshot: { ...times, latencyMs, queued, protocol: protocol && 'chosen by the server' },
      bufferedAmount: connection.bufferedAmount,
      inspection,
      phases: phases.published(),
      notes: notes.published(),
      channels: channels.published(),
      requests: requests.published(),
      rates: isRecording ? meter.rates(now) : NO_RATES,
      queue,
    }
  }

  return {
    id,
    channels,
    meter,
    get isDisposed() {
      return isDisposed
    },
    isAtRest: () => times.phase === 'idle' || times.phase === 'closed',
    handle(event) {
      built = null
      const note = noteOf(event, channels)
      if (note) notes.push(note)
      switch (event.type) {
        case 'state':
          changePhase(event)
          isInspected = false
          break
        case 'queue':
          queued = event.queued
          queue = null
          break
        case 'channel':
          channels.handle(event)
          isInspected = false
          break
        case 'request':
          requests.handle(event)
          break
        case 'disposed':
          isDisposed = true
          queue = []
          queued = 0
          break
        case 'options':
          isInspected = false
          break
        case 'created':
        case 'dial':
        case 'drop':
        case 'error':
        case 'renewal':
        case 'frame':
      }
    },
    addNote(note) {
      notes.push({ ...note, text: cut(note.text) })
      built = null
    },
    frameRecorded() {
      built = null
    },
    refresh() {
      if (channels.isEnding() || channels.hasMoved()) isInspected = false
      if (!isInspected || meter.isMoving() || built?.bufferedAmount !== connection.bufferedAmount) built = null
    },
    model: (isRecording, now) => (built ??= build(isRecording, now)),
    clear() {
      notes.clear()
      requests.clear()
      built = null
    },
  }
}

const timesOf = ({ phase, attempt, retryAt }: Times): Times => ({ phase, attempt, retryAt })
