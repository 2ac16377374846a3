import { membersOf } from '../../vocabulary/batch'
import type { Interpreter } from '../../connection/interpreter'
import { isRenewing } from '../../policy/machine-state'
import type { FrameRole } from '../../vocabulary/tap'
import type { Codec, MessageEventLike, Unsubscribe } from '../../vocabulary/wire'
import { shadow, stopAll } from './shadow'

type Inside = Interpreter<unknown, unknown>
type TellInbound = (role: FrameRole, data: unknown, messages: readonly unknown[], at: number) => void

/** A frame that is being received. */
interface Arrival {
  readonly event: MessageEventLike
  readonly at: number
  /** What it delivered to subscribers. */
  readonly delivered: unknown[]
  /** How many of its messages the handshake took, or keeps until it is done. */
  taken: number
  /** How many messages it has, when that is known. */
  members: number | null
  isDecoding: boolean
  /** The heartbeat looks at it now. */
  isExamined: boolean
  isHeartbeat: boolean
  isTold: boolean
}

export interface Inbound {
  /** To be called before an outbound frame is told: the frame that caused it comes first. */
  tellCause(): void
  readonly stop: Unsubscribe
}

/** A renewal, or a handshake before the socket is open, talks to the server. */
const isTalking = ({ state, attempt }: Inside): boolean => attempt?.dialogue != null && (state.phase !== 'open' || isRenewing(state))

export function watchInbound(inside: Inside, tell: TellInbound): Inbound {
  let current: Arrival | null = null
  /** What the handshake did not receive is delivered when the connection is open. Until then nobody knows whose a frame is. */
  const undecided = new Map<MessageEventLike, Pick<Arrival, 'at' | 'taken' | 'delivered'>>()
  let depth = 0

  function tellNow(arrival: Arrival, role: FrameRole): void {
    arrival.isTold = true
    tell(role, arrival.event.data, arrival.delivered, arrival.at)
  }

  function decide(): void {
    if (depth > 0 || inside.state.phase === 'readying') return
    // One that the handshake received a part of may hold credentials.
    for (const [{ data }, { at, taken, delivered }] of undecided) tell(delivered.length === taken ? 'message' : 'handshake', data, delivered, at)
    undecided.clear()
  }

  let beat: object | null = null
  let dialogue: object | null = null
  // Those of the socket before.
  let stopBeat: Unsubscribe = () => {}
  let stopDialogue: Unsubscribe = () => {}

  function watchDialogue(): void {
    const next = inside.attempt?.dialogue ?? null
    if (next === dialogue) return
    stopDialogue()
    dialogue = next
    if (!next) return
    stopDialogue = shadow(next, 'takes', (takes) => (message, event) => {
      const isTaken = takes(message, event)
      if (current && isTaken) current.taken++
      return isTaken
    })
  }

  const stops = [
    shadow(inside, 'receive', (next) => (event) => {
      const outer = current
      const arrival: Arrival = {
        event,
        at: inside.host.clock.now(),
        delivered: [],
        taken: 0,
        members: null,
        isDecoding: false,
        isExamined: false,
        isHeartbeat: false,
        isTold: false,
      }
      const { frames } = inside
      const wasTalking = isTalking(inside)
      const wasReadying = inside.state.phase === 'readying'
      watchDialogue()
      current = arrival
      try {
        next(event)
      } finally {
        current = outer
      }
      const { delivered, taken, isHeartbeat, isTold } = arrival
      // Ignored, because the socket is closing.
      if (isTold || inside.frames === frames) return
      if (wasReadying && taken > 0) undecided.set(event, arrival)
      else if (taken > 0) tellNow(arrival, 'handshake')
      else if (delivered.length > 0) tellNow(arrival, 'message')
      else tellNow(arrival, isHeartbeat ? 'heartbeat' : wasTalking ? 'handshake' : 'message')
    }),
    shadow(inside, 'dispatch', (next) => (event) => {
      depth++
      next(event)
      depth--
      decide()
    }),
    shadow(inside, 'codec', (next) => () => {
      const codec = next()
      const arrival = current
      // The first call of a frame is the one that decodes it.
      if (!arrival || arrival.isDecoding || arrival.isExamined) return codec
      arrival.isDecoding = true
      const counting = (own: Codec<unknown, unknown>): Codec<unknown, unknown> => ({
        encode: (message) => own.encode(message),
        decode(data) {
          const messages = own.decode(data)
          arrival.members = membersOf(messages).length
          return messages
        },
      })
      return typeof codec === 'function' ? () => counting(codec()) : counting(codec)
    }),
    // Its own methods tell whether a frame belongs to it.
    shadow(inside, 'heartbeat', (next) => () => {
      const own = next()
      if (beat === own) return own
      stopBeat()
      beat = own
      stopBeat = shadow(own, 'takes', (takes) => (message) => {
        const arrival = current
        if (!arrival) return takes(message)
        arrival.isExamined = true
        const isTaken = takes(message)
        arrival.isExamined = false
        arrival.isHeartbeat ||= isTaken
        return isTaken
      })
      return own
    }),
    shadow(inside.listeners, 'emit', (next) => (type, ...args) => {
      if (type === 'message') {
        const [message, event] = args as unknown as [unknown, MessageEventLike]
        const arrival = current?.event === event ? current : undecided.get(event)
        arrival?.delivered.push(message)
      }
      next(type, ...args)
    }),
    () => stopBeat(),
    () => stopDialogue(),
  ]

  return {
    tellCause() {
      const arrival = current
      if (!arrival || arrival.isTold) return
      const { members, isExamined, delivered } = arrival
      // What becomes of the next message of a frame that has several is not known yet.
      if (isExamined && (members ?? 1) === 1) tellNow(arrival, 'heartbeat')
      else if (members === 1 && delivered.length === 1) tellNow(arrival, 'message')
    },
    stop: () => stopAll(stops),
  }
}
