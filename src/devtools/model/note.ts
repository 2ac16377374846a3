import type { TapEvent } from '../../core/vocabulary/tap'
import type { ChannelLog } from './channel-log'
import { cut, errorText, textOf } from './text-of'
import type { NoteRecord } from './types'

const MAX_MESSAGE = 80

/** What an event adds to the timeline beside the phases; null for nothing. To be called before the log of channels has the event. */
export function noteOf(event: TapEvent, channels: Pick<ChannelLog, 'recoveryOf'>): NoteRecord | null {
  const note = (kind: NoteRecord['kind'], text: string): NoteRecord => ({ at: event.at, kind, text: cut(text) })
  switch (event.type) {
    case 'dial':
      return note('dial', `Dials ${event.url}${dialDetails(event)}`)
    case 'drop':
      return note('drop', `A message was dropped (${event.reason}): ${textOf(event.message, MAX_MESSAGE)}`)
    case 'error':
      return note('error', errorText(event.error) ?? '')
    case 'renewal':
      return note('renewal', RENEWAL[event.stage])
    case 'channel':
      if (event.recovery === null || event.recovery === channels.recoveryOf(event.key)) return null
      return note('recovery', `Channel ${event.key}: ${event.recovery}`)
    default:
      return null
  }
}

const dialDetails = ({ attempt, protocols }: { readonly attempt: number; readonly protocols: number }): string =>
  (attempt > 0 ? `, attempt ${attempt}` : '') + (protocols > 0 ? `, ${protocols} ${protocols === 1 ? 'subprotocol' : 'subprotocols'}` : '')

const RENEWAL = {
  start: 'The handshake runs again',
  done: 'The handshake ran again',
  failed: 'The handshake ran again and failed',
}
