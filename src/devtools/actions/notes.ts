import { systemClock } from '../../core/platform/clock'
import { createEmitter } from '../../core/reactive/emitter'
import type { AnyConnection, FrameRole, TapEvent } from '../../core/vocabulary/tap'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import type { FrameRecord } from '../model/types'

export type FrameNote = FrameRecord['note']
type Frame = Pick<Extract<TapEvent, { type: 'frame' }>, 'direction' | 'data'>

/** What the actions do that no tap sees. */
export type ActionEvent =
  /** An inbound frame is lost on a faulty line, so it reaches no tap. `data` is null for a handshake, which may hold credentials. */
  | {
      readonly type: 'lost'
      readonly connection: AnyConnection
      readonly role: Extract<FrameRole, 'message' | 'handshake'>
      readonly data: unknown
      readonly note: 'dropped' | 'muted'
    }
  /** A fault starts or ends, for the timeline. */
  | { readonly type: 'fault'; readonly connection: AnyConnection; readonly text: string }

interface Passing {
  readonly direction: 'in' | 'out'
  /** By the data of the frame. */
  readonly notes: Map<unknown, FrameNote>
  /** Those that passed when these began to pass. */
  readonly outer: Passing | null
}

/** The frames that pass now. */
let passing: Passing | null = null

/** Notes belong to the frames that pass until `pass` returns: the listeners of taps run meanwhile. */
export function passFrames(direction: 'in' | 'out', pass: () => void): void {
  const outer = passing
  passing = { direction, notes: new Map(), outer }
  try {
    pass()
  } finally {
    passing = outer
  }
}

/** Adds a note to a frame that passes now. */
export function note(data: unknown, text: FrameNote): void {
  passing?.notes.set(data, text)
}

export const passWith = (text: FrameNote, direction: 'in' | 'out', data: unknown, pass: () => void): void =>
  passFrames(direction, () => {
    note(data, text)
    pass()
  })

/** The note of a frame. To be called by the listener of a tap, during its `frame` event. */
export function noteOf({ direction, data }: Frame): FrameNote {
  let own = passing
  // What listeners of an inbound frame send meanwhile goes in the other direction.
  while (own && own.direction !== direction) own = own.outer
  if (!own) return ''
  // A tap shows no data of handshakes.
  return (data === null ? [...own.notes.values()][0] : own.notes.get(data)) ?? ''
}

const actions = /* @__PURE__ */ createEmitter<[ActionEvent]>(systemClock.reportError)

/** Calls `listener` with the action events of all connections. */
export const onAction = (listener: (event: ActionEvent) => void): Unsubscribe => actions.add(listener)

export const emitAction = (event: ActionEvent): void => actions.emit(event)
