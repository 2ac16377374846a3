import type { AnyConnection, TapEvent } from '../../core/vocabulary/tap'
import { errorText, textOf } from '../model/text-of'
import type { TimelineEvent } from './api'

const MAX_TEXT = 2000
/** Each event is copied to the page of Vue DevTools. More than these would stop it. */
const MAX_FRAMES_PER_SECOND = 100
const SECOND_MS = 1000

type Of<T extends TapEvent['type']> = Extract<TapEvent, { readonly type: T }>

export interface Timeline {
  handle(event: TapEvent): void
  setRecordingFrames(isRecording: boolean): void
}

export interface TimelineOptions {
  add(event: TimelineEvent): void
  labelOf(connection: AnyConnection): { readonly id: number; readonly label: string }
}

/** Turns the events of a tap into events of the timeline: phases, errors and drops always, frames when they are recorded. */
export function createTimeline({ add, labelOf }: TimelineOptions): Timeline {
  let isRecordingFrames = false
  let secondBegan = 0
  let framesInSecond = 0

  function emit(event: TapEvent, title: string, data: TimelineEvent['data'], logType: TimelineEvent['logType'] = 'default'): void {
    const { id, label } = labelOf(event.connection)
    add({ time: event.at, title, subtitle: label, data: { connection: label, ...data }, groupId: id, logType })
  }

  function handleFrame(event: Of<'frame'>): void {
    if (event.at - secondBegan >= SECOND_MS) {
      secondBegan = event.at
      framesInSecond = 0
    }
    framesInSecond++
    if (framesInSecond > MAX_FRAMES_PER_SECOND + 1) return
    if (framesInSecond === MAX_FRAMES_PER_SECOND + 1) {
      emit(event, 'more frames', { note: `Only ${MAX_FRAMES_PER_SECOND} frames of a second are shown.` }, 'warning')
      return
    }
    const { direction, role, bytes, data } = event
    // A frame of the handshake may hold credentials.
    const payload = role === 'handshake' ? 'not shown' : textOf(data, MAX_TEXT)
    emit(event, `${direction === 'in' ? '↓' : '↑'} ${role}`, { direction, role, bytes, payload })
  }

  return {
    handle(event) {
      switch (event.type) {
        case 'state':
          emit(event, event.phase, phaseData(event), logTypeOf(event))
          break
        case 'error':
          emit(event, 'error', { error: errorText(event.error, MAX_TEXT) }, 'error')
          break
        case 'drop':
          emit(event, 'drop', { reason: event.reason, message: textOf(event.message, MAX_TEXT) }, 'warning')
          break
        case 'frame':
          if (isRecordingFrames) handleFrame(event)
          break
        default:
      }
    },
    setRecordingFrames(isRecording) {
      isRecordingFrames = isRecording
    },
  }
}

function phaseData({ phase, previous, cause, attempt, retryAt, lastClose, error }: Of<'state'>): TimelineEvent['data'] {
  return {
    phase,
    previous,
    cause: cause.detail === undefined ? cause.type : `${cause.type}: ${cause.detail}`,
    attempt,
    ...(retryAt !== null && { 'next attempt': new Date(retryAt).toISOString() }),
    ...(lastClose && { 'last close': `${lastClose.code} ${lastClose.reason}`.trim() }),
    ...(error && { error: errorText(error, MAX_TEXT) }),
  }
}

function logTypeOf({ phase, error }: Of<'state'>): TimelineEvent['logType'] {
  if (phase === 'closed' && error) return 'error'
  return phase === 'waiting' || phase === 'suspended' ? 'warning' : 'default'
}
