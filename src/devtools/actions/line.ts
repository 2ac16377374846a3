import { insideOf } from '../../core/connection/connection-facade'
import { shadow, stopAll } from '../../core/features/tap/shadow'
import { isRenewing } from '../../core/policy/machine-state'
import { ownCopyOf } from '../../core/policy/send-queue'
import type { AnyConnection } from '../../core/vocabulary/tap'
import type { MessageEventLike, Unsubscribe, WebSocketLike, WireData } from '../../core/vocabulary/wire'
import { createLane } from './lane'
import { emitAction, note, noteOf, passFrames, passWith } from './notes'
import { GOOD_LINE, type LineConditions } from './types'

/** Called before the taps: of inbound frames they see what reaches the application. */
const BEFORE_TAPS = 1
/** Called after the taps: of outbound frames they see what the application sends, by whom, and read what becomes of it. */
const AFTER_TAPS = -1

export const isGood = ({ muteIn, muteOut, delayMs, dropEvery }: LineConditions): boolean =>
  !muteIn && !muteOut && delayMs === 0 && dropEvery === 0

/** @throws RangeError that says what is allowed. */
export function assertConditions({ delayMs, dropEvery }: LineConditions): void {
  if (!(delayMs >= 0 && delayMs < Infinity)) throw new RangeError('The delay is a number of milliseconds from 0.')
  if (!(Number.isInteger(dropEvery) && dropEvery >= 0)) {
    throw new RangeError('"Drop every nth frame" takes a whole number: 2 for every second frame, 0 for none.')
  }
}

export interface FaultyLine {
  readonly conditions: LineConditions
  /** Frames that wait pass at once when there is no delay any more. With a good line nothing of it is left. */
  set(conditions: LineConditions): void
}

/** Puts a faulty line between a connection and its sockets, when its conditions are first set. */
export function createFaultyLine(connection: AnyConnection): FaultyLine {
  const inside = insideOf(connection)
  const lanes = { in: createLane(inside), out: createLane(inside) }
  let conditions = GOOD_LINE
  let counts = { in: 0, out: 0 }
  let stops: Unsubscribe[] = []
  // What comes next may change while frames wait.
  let receive: (event: MessageEventLike) => void
  let transmit: (socket: WebSocketLike, frames: readonly WireData[], message?: unknown) => void

  /** What becomes of a frame. */
  function fateOf(direction: 'in' | 'out'): '' | 'muted' | 'dropped' {
    const { muteIn, muteOut, dropEvery } = conditions
    if (direction === 'in' ? muteIn : muteOut) return 'muted'
    return dropEvery > 0 && ++counts[direction] % dropEvery === 0 ? 'dropped' : ''
  }

  function takeInbound(event: MessageEventLike): void {
    const { data } = event as { readonly data: unknown }
    const socket = inside.attempt?.socket
    // An injected frame does not come over the line.
    if (!socket || noteOf({ direction: 'in', data }) === 'injected') return receive(event)
    const { state } = inside
    // Of a handshake, its renewal, or a farewell.
    const mayHoldCredentials = state.phase !== 'open' || isRenewing(state)
    const role = mayHoldCredentials ? 'handshake' : 'message'
    const lose = (why: 'muted' | 'dropped') =>
      emitAction({ type: 'lost', connection, role, data: mayHoldCredentials ? null : data, note: why })
    const fate = fateOf('in')
    if (fate) return lose(fate)
    const pass = () => receive(event)
    if (lanes.in.isSlow()) lanes.in.push(socket, () => passWith('delayed', 'in', data, pass), () => lose('dropped'))
    else pass()
  }

  function takeOutbound(socket: WebSocketLike, frames: readonly WireData[], message: unknown): void {
    const { isSlow, push } = lanes.out
    const kept = frames.filter((frame) => {
      const fate = fateOf('out')
      const text = fate || (isSlow() && 'delayed')
      if (text) note(frame, text)
      return !fate
    })
    if (kept.length === 0) return
    if (!isSlow()) return transmit(socket, kept, message)
    // The caller may write to its bytes again.
    const own = ownCopyOf(kept) as WireData[]
    const lose = () => emitAction({ type: 'fault', connection, text: 'Delayed frame lost with its socket' })
    push(socket, () => transmit(socket, own, message), lose)
  }

  function start(): void {
    stops = [
      shadow(inside, 'receive', (next) => {
        receive = next
        return takeInbound
      }, BEFORE_TAPS),
      shadow(inside.sender, 'transmit', (next) => (...args) => passFrames('out', () => next(...args)), BEFORE_TAPS),
      shadow(inside.sender, 'transmit', (next) => {
        transmit = next
        return takeOutbound
      }, AFTER_TAPS),
    ]
  }

  return {
    get conditions() {
      return conditions
    },
    set(next) {
      if (next.dropEvery !== conditions.dropEvery) counts = { in: 0, out: 0 }
      conditions = next
      if (stops.length === 0 && !isGood(next)) start()
      lanes.in.setDelay(next.delayMs)
      lanes.out.setDelay(next.delayMs)
      if (!isGood(next)) return
      stopAll(stops)
      stops = []
    },
  }
}
