import type { WireData } from '../vocabulary/wire'
import type { HeartbeatOptions } from '../vocabulary/options'
import { HEARTBEAT, type HeartbeatSettings } from './defaults'
import type { DeadlineName, Draft, PingKind, TransitionContext } from './machine-types'

/** How long a probe waits: after sleep or a network change people look at the screen. */
const PROBE_TIMEOUT_MS = 5000

/** A duration in ms, from an option that may be a function. Anything but a positive number counts as not given. */
const durationOf = (given: number | (() => number), otherwise: number): number => {
  const value = typeof given === 'function' ? given() : given
  return value > 0 ? value : otherwise
}

const intervalOf = ({ intervalMs }: HeartbeatSettings) => durationOf(intervalMs, HEARTBEAT.intervalMs)
const timeoutOf = ({ timeoutMs }: HeartbeatSettings) => durationOf(timeoutMs, HEARTBEAT.timeoutMs)

/** Whether nothing is sent, and the server's own frames are waited for. */
const isListening = ({ message }: HeartbeatSettings): boolean => message === null || message === ''

/** What the timers depend on. A function counts as the same, because an inline one is new on every render. */
export const heartbeatKey = (heartbeat: HeartbeatSettings | false): string => {
  if (!heartbeat) return ''
  const { intervalMs, timeoutMs } = heartbeat
  return [intervalMs, timeoutMs, isListening(heartbeat)].map((value) => (typeof value === 'function' ? 'function' : value)).join()
}

function setDeadline(next: Draft, name: DeadlineName, due: number): void {
  if (due < Infinity) next.deadlines[name] = due
  else delete next.deadlines[name]
}

/** Starts the timers of an open socket again. */
export function startHeartbeat(next: Draft, { now, frames, settings: { heartbeat } }: TransitionContext): void {
  next.heartbeat = heartbeatKey(heartbeat)
  next.framesAtPing = frames
  next.probing = false
  const listens = heartbeat && isListening(heartbeat)
  setDeadline(next, 'ping', heartbeat && !listens ? now + intervalOf(heartbeat) : Infinity)
  setDeadline(next, 'pong', listens ? now + intervalOf(heartbeat) + timeoutOf(heartbeat) : Infinity)
}

/** The time for a ping has come. With `idleOnly`, frames that arrived since the last one postpone it. */
export function pingDue(next: Draft, context: TransitionContext, isLate: boolean): void {
  const { now, frameAt, settings: { heartbeat } } = context
  const idleAt = heartbeat && heartbeat.idleOnly && !isLate ? frameAt + intervalOf(heartbeat) : now
  if (idleAt > now) setDeadline(next, 'ping', idleAt)
  else requestPing(next, context, isLate ? 'late' : 'ping')
}

/** Makes the interpreter send a ping; `pingSent` follows when it was sent. The next ping is due one interval later. */
export function requestPing(next: Draft, { now, settings: { heartbeat } }: TransitionContext, kind: PingKind): void {
  if (next.phase !== 'open' || !heartbeat || isListening(heartbeat)) return
  next.pings++
  next.pingKind = kind
  setDeadline(next, 'ping', now + intervalOf(heartbeat))
}

/**
 * The deadline starts at the oldest unanswered ping. A timeout of Infinity sets none, not for probes either.
 *
 * @param frames Inbound frames before the ping was sent.
 */
export function pingSent(next: Draft, { now, settings: { heartbeat } }: TransitionContext, frames: number): void {
  if (next.phase !== 'open' || !heartbeat) return
  const { pingKind, framesAtPing, probing } = next
  const { pong } = next.deadlines
  const timeoutMs = timeoutOf(heartbeat)
  const due = now + (pingKind === 'ping' || timeoutMs === Infinity ? timeoutMs : Math.min(timeoutMs, PROBE_TIMEOUT_MS))
  const isUnanswered = pong !== undefined && frames === framesAtPing
  // A late timer does not count against the server, once. Repeated signals must not postpone the deadline.
  const isNewChance = pingKind === 'late' && !probing
  setDeadline(next, 'pong', isUnanswered && !isNewChance ? Math.min(pong, due) : due)
  next.framesAtPing = frames
  next.probing = pingKind !== 'ping' || (isUnanswered && probing)
}

/** Whether the server has been silent for too long when the deadline is over. If it may still answer, sets the next deadline. */
export function isSilent(next: Draft, context: TransitionContext, isLate: boolean): boolean {
  const { now, frames, frameAt, settings } = context
  const { heartbeat } = settings
  const isAnswered = frames !== next.framesAtPing
  if (!heartbeat) return false
  if (!isListening(heartbeat)) {
    if (isAnswered) return false
    // A late timer (sleep, throttled tab) may run before the frames that came meanwhile: ping once more, once.
    if (!isLate || next.probing) return true
    requestPing(next, context, 'late')
    return false
  }
  if (!isAnswered && (!isLate || next.probing)) return true
  const since = isAnswered ? frameAt : now
  next.framesAtPing = frames
  next.probing = !isAnswered
  setDeadline(next, 'pong', Math.max(since + intervalOf(heartbeat) + timeoutOf(heartbeat), now + 1))
  return false
}

/** The ping to send; null for none. */
export const pingMessage = ({ message }: HeartbeatSettings): WireData | null => (typeof message === 'function' ? message() : message)

/**
 * `isPong` is called with the frame as received and again with the decoded message, so a predicate that is written for one
 * of them may throw on the other: that counts as "no".
 */
export function isPong({ isPong: test }: Pick<HeartbeatOptions, 'isPong'>, message: unknown): boolean {
  try {
    return test ? test(message) : message === 'pong'
  } catch {
    return false
  }
}

/** The answer to a ping of the server; undefined when the message is not one. */
export function replyTo({ reply }: Pick<HeartbeatOptions, 'reply'>, message: unknown): WireData | undefined {
  try {
    return reply?.(message)
  } catch {
    return undefined
  }
}
