import type { Interpreter } from '../../connection/interpreter'
import { byteLength } from '../../policy/send-queue'
import type { FrameRole } from '../../vocabulary/tap'
import type { Unsubscribe } from '../../vocabulary/wire'
import { watchInbound } from './inbound'
import { shadow, stopAll } from './shadow'
import type { Tell } from './tell'

type Inside = Interpreter<unknown, unknown>

/** Tells of all frames of a connection. */
export function watchFrames(inside: Inside, tell: Tell): Unsubscribe {
  const inbound = watchInbound(inside, (...args) => tellFrame(tell, 'in', ...args))
  const stopOutbound = watchOutbound(inside, tell, inbound.tellCause)
  return () => {
    stopOutbound()
    inbound.stop()
  }
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

function watchOutbound(inside: Inside, tell: Tell, tellCause: () => void): Unsubscribe {
  const { sender } = inside
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
    // A listener of `drop` may disconnect while a message is sent: then `farewell` runs.
    shadow(inside, 'dispatch', (next) => as('handshake', next)),
    shadow(sender, 'transmit', (next) => (socket, frames, message) => {
      next(socket, frames, message)
      tellCause()
      for (const data of frames) tellFrame(tell, 'out', role, data, role === 'message' ? [message] : [])
    }),
  ]
  return () => stopAll(stops)
}
