import type { Interpreter } from '../../connection/interpreter'
import { byteLength } from '../../policy/send-queue'
import type { FrameRole } from '../../vocabulary/tap'
import type { MessageEventLike, Unsubscribe } from '../../vocabulary/wire'
import { shadow } from './shadow'
import type { Tell } from './tell'

type Inside = Interpreter<unknown, unknown>

/** Tells of all frames of a connection. */
export function watchFrames(inside: Inside, tell: Tell): Unsubscribe {
  const stops = [watchInbound(inside, tell), watchOutbound(inside, tell)]
  return () => stops.forEach((stop) => stop())
}

function tellFrame(tell: Tell, direction: 'in' | 'out', role: FrameRole, data: unknown, messages: readonly unknown[], at?: number): void {
  const isHidden = role === 'handshake'
  const frame = {
    type: 'frame',
    direction,
    role,
    data: isHidden ? null : data,
    messages: isHidden ? [] : messages,
    // Counted when it is read: a closed panel does not.
    get bytes() {
      return byteLength(data)
    },
  } as const
  tell(frame, at)
}

/** A renewal, or a handshake before the socket is open, talks to the server. */
const isTalking = ({ state: { phase, deadlines }, attempt }: Inside): boolean =>
  attempt?.dialogue != null && (phase !== 'open' || deadlines.attempt !== undefined)

function watchInbound(inside: Inside, tell: Tell): Unsubscribe {
  /** What the frame being received delivered; null outside of one. */
  let delivered: unknown[] | null = null
  let isHeartbeat = false
  const wasHeartbeat = () => isHeartbeat
  /** What the handshake did not receive is delivered when the connection is open. Until then nobody knows whose a frame is. */
  const undecided = new Map<MessageEventLike, number>()
  let depth = 0

  function decide(): void {
    if (depth > 0 || inside.state.phase === 'readying') return
    for (const [{ data }, at] of undecided) tellFrame(tell, 'in', 'handshake', data, [], at)
    undecided.clear()
  }

  let watched: object | null = null
  let stopBeat: Unsubscribe = () => {}
  const stops = [
    shadow(inside, 'receive', (next) => (event) => {
      const outer = delivered
      const own = (delivered = [] as unknown[])
      const { frames } = inside
      const isTold = isTalking(inside)
      const isReadying = inside.state.phase === 'readying'
      isHeartbeat = false
      next(event)
      const taken = wasHeartbeat()
      delivered = outer
      if (inside.frames === frames) return // ignored, because the socket is closing
      if (isReadying && !taken) return void undecided.set(event, inside.host.clock.now())
      const role = taken ? 'heartbeat' : isTold && own.length === 0 ? 'handshake' : 'message'
      tellFrame(tell, 'in', role, event.data, own)
    }),
    shadow(inside, 'dispatch', (next) => (event) => {
      depth++
      next(event)
      depth--
      decide()
    }),
    // Its own methods tell whether a frame belongs to it.
    shadow(inside, 'heartbeat', (next) => () => {
      const beat = next()
      if (watched === beat) return beat
      stopBeat() // that of the socket before
      watched = beat
      stopBeat = shadow(beat, 'takes', (takes) => (message) => {
        const isTaken = takes(message)
        isHeartbeat ||= isTaken
        return isTaken
      })
      return beat
    }),
    shadow(inside.listeners, 'emit', (next) => (type, ...args) => {
      if (type === 'message') {
        const [message, event] = args as unknown as [unknown, MessageEventLike]
        const at = undecided.get(event)
        if (at !== undefined && !delivered) {
          undecided.delete(event)
          tellFrame(tell, 'in', 'message', event.data, [message], at)
        } else delivered?.push(message)
      }
      next(type, ...args)
    }),
    () => stopBeat(),
  ]
  return () => stops.forEach((stop) => stop())
}

function watchOutbound({ sender }: Inside, tell: Tell): Unsubscribe {
  /** Whoever passes frames to the sender otherwise is the handshake, its renewal or `farewell`. */
  let role: FrameRole = 'handshake'
  const as =
    <Args extends unknown[], Result>(own: FrameRole, next: (...args: Args) => Result) =>
    (...args: Args): Result => {
      const outer = role
      role = own
      try {
        return next(...args)
      } finally {
        role = outer
      }
    }
  const stops = [
    shadow(sender, 'send', (next) => as('message', next)),
    shadow(sender, 'flush', (next) => as('message', next)),
    shadow(sender, 'sendRaw', (next) => as('heartbeat', next)),
    shadow(sender, 'transmit', (next) => (socket, frames, message) => {
      next(socket, frames, message)
      for (const data of frames) tellFrame(tell, 'out', role, data, role === 'message' ? [message] : [])
    }),
  ]
  return () => stops.forEach((stop) => stop())
}
