import type { AnyConnection, FrameRole } from '../../core/vocabulary/tap'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import type { FrameEvent } from './frame-record'
import type { FrameRecord } from './types'

/** What the panel did to a connection, and what its tap does not see. */
export type FaultEvent =
  /** An inbound frame was lost. */
  | {
      readonly type: 'lost'
      readonly connection: AnyConnection
      readonly role: FrameRole
      readonly data: unknown
      readonly note: FrameRecord['note']
    }
  | { readonly type: 'fault'; readonly connection: AnyConnection; readonly text: string }

/** Where a session learns of faults that are made on purpose. */
export interface FaultSource {
  /** Called during the event of a frame. */
  noteOf(frame: Pick<FrameEvent, 'direction' | 'data'>): FrameRecord['note']
  onAction(listener: (event: FaultEvent) => void): Unsubscribe
}

export const NO_FAULTS: FaultSource = { noteOf: () => '', onAction: () => () => undefined }
