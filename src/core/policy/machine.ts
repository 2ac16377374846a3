import { failure, type ConnectionError } from '../vocabulary/errors'
import type { LifecycleSignal } from '../vocabulary/options'
import type { CloseInfo } from '../vocabulary/wire'
import { ABNORMAL_CLOSE, NORMAL_CLOSE } from './close-code'
import { heartbeatKey, isSilent, pingDue, pingSent, requestPing, startHeartbeat } from './heartbeat'
import { isAttempting, isDemanded, isUsable, isWanted } from './machine-state'
import { INITIAL_STATE, type DeadlineName, type Deadlines, type Draft, type MachineEvent, type MachineState, type TransitionContext } from './machine-types'
import { decideReconnect } from './reconnect'
import { handshakeDone, requestRenewal } from './renewal'

/** Signals reach every tab of a device at once: spread the dials they cause. */
const SIGNAL_JITTER_MS = 1000
/** A wall-clock deadline that is met this late shows that our timers were delayed, not that the server is slow. */
const LATE_AFTER_MS = 1000

/**
 * The state of a connection after an event. Pure: no clock, no random numbers, no socket. The interpreter acts on the
 * difference between the two states.
 */
export function transition(state: MachineState, event: MachineEvent, context: TransitionContext): MachineState {
  const isStale = 'generation' in event && event.generation !== state.generation
  if (isStale || state.closedBy === 'dispose') return state
  const { now, random, settings } = context
  const { reconnect } = settings
  const next: Draft = { ...state, deadlines: { ...state.deadlines } }
  handle()
  // A linger is only for connections without demand.
  if (isDemanded(next) || next.closedBy === 'user') delete next.deadlines.linger
  return next

  function handle(): void {
    const { phase } = next
    switch (event.type) {
      case 'retain':
        if (!isDemanded(next)) onFirstRetain()
        next.retains++
        return
      case 'release':
        next.retains--
        if (phase !== 'closing') next.deadlines.linger = now + settings.lingerMs
        return
      case 'connect':
        next.connectRequested = true
        next.closedBy = null
        if (!isAttempting(next) && !isUsable(next)) startOver()
        return
      case 'reconnect':
        recordClose(NORMAL_CLOSE)
        next.connectRequested ||= !next.retains
        return startOver()
      case 'disconnect':
        next.connectRequested = false
        next.closedBy = 'user'
        if (phase === 'closing') return
        startClosing(event.code, event.reason)
        if (phase !== 'open') enter('closed') // no open socket, so there is no close to wait for
        return
      case 'options':
        if (phase === 'open' && heartbeatKey(settings.heartbeat) !== next.heartbeat) startHeartbeat(next, context)
        return
      case 'ping': return requestPing(next, context, 'ping')
      case 'ping-sent':
        return pingSent(next, context, event.frames)
      case 'dispose':
        recordClose()
        next.closedBy = 'dispose'
        next.deadlines = {}
        return enter('closed')
      case 'resolved':
        if (phase !== 'resolving') return
        next.target = { url: event.url, protocols: event.protocols }
        return enter('connecting', { attempt: now + settings.connectTimeoutMs })
      case 'failed':
        if (phase === 'open') endRenewal(event.error)
        else if (isAttempting(next)) endAttempt(null, event.error)
        return
      case 'socket-open':
        if (phase !== 'connecting') return
        next.protocol = event.protocol
        next.extensions = event.extensions
        return event.hasHandshake ? enter('readying', { attempt: now + settings.handshakeTimeoutMs }) : open()
      case 'ready':
        if (phase === 'readying') open()
        return handshakeDone(next, context, event.renewAfterMs)
      case 'renew':
        return requestRenewal(next, context)
      case 'socket-closing':
        if (phase === 'open') next.deadlines.closing ??= now + settings.closeTimeoutMs
        return
      case 'socket-close':
        if (phase === 'closing') finishClosing(event.close)
        else if (phase === 'open') endAttempt(event.close, null)
        else if (isAttempting(next))
          endAttempt(event.close, failure(phase === 'readying' ? 'handshake-failed' : 'connect-failed', event.event))
        return
      case 'deadline':
        return deadline(event.name)
      case 'signal':
        return signal(event.signal)
    }
  }

  /** Changes the phase. The new deadlines replace all others but the linger, which belongs to the demand. */
  function enter(phase: Draft['phase'], deadlines: Deadlines = {}): void {
    const { linger } = next.deadlines
    next.phase = phase
    next.deadlines = { ...deadlines, ...(linger && { linger }) }
  }

  /** Starts the next attempt. Events of the previous one are dropped by generation. */
  function resolve(): void {
    next.generation++
    next.closedBy = null
    enter('resolving', { attempt: now + settings.connectTimeoutMs })
  }

  /** A new request: earlier failures and network signals no longer count. */
  function startOver(): void {
    resetAttempts()
    next.online = true
    resolve()
  }

  /** The first demand. It overrides a failure, but not a disconnect by the user. */
  function onFirstRetain(): void {
    const { phase, deadlines, closedBy } = next
    if (phase === 'idle' || closedBy === 'failure') startOver()
    else if (phase === 'waiting' && deadlines.retry === deadlines.linger) resolve() // the retry became due while there was no demand
  }

  function resetAttempts(): void {
    next.attempt = 0
    next.refreshed = false
  }

  function open(): void {
    next.error = null
    next.hasOpened = true
    enter('open', {
      ...(reconnect && { stable: now + reconnect.stableAfterMs }),
    })
    startHeartbeat(next, context)
  }

  /** The server did not accept the new credentials: the socket is replaced. */
  function endRenewal(error: ConnectionError): void {
    recordClose(NORMAL_CLOSE)
    endAttempt(null, error)
  }

  /** An attempt or an open socket ended without a request from this side: retry, or close for good. */
  function endAttempt(close: CloseInfo | null, error: ConnectionError | null): void {
    const { attempt, refreshed } = next
    const decision = decideReconnect({ close: close ?? ABNORMAL_CLOSE, error, attempt, refreshed }, reconnect, random)
    if (close) next.lastClose = close
    next.error = decision.error
    if (decision.delayMs === null) {
      next.closedBy = 'failure'
      return enter('closed')
    }
    next.attempt++
    next.refreshed = decision.refreshed
    if (next.online) enter('waiting', { retry: now + decision.delayMs })
    else enter('suspended')
  }

  function startClosing(code = 1000, reason = ''): void {
    next.closeWith = { code, reason }
    enter('closing', { closing: now + settings.closeTimeoutMs })
  }

  function finishClosing(close: CloseInfo): void {
    next.lastClose = close
    if (next.closedBy) enter('closed')
    else if (isWanted(next)) startOver()
    else resetToIdle()
  }

  /** No demand is left: back to the initial state, except for what is shown of the last socket. */
  function resetToIdle(): void {
    const { generation, target, lastClose } = next
    Object.assign(next, INITIAL_STATE, { generation, target, lastClose })
  }

  /** The socket is abandoned before its own close event. */
  function recordClose(close = ABNORMAL_CLOSE): void {
    if (isUsable(next)) next.lastClose = close
  }

  function deadline(name: DeadlineName): void {
    const due = next.deadlines[name]
    if (due === undefined) return
    const { phase } = next
    const isLate = now - due > LATE_AFTER_MS
    delete next.deadlines[name]
    switch (name) {
      case 'attempt':
        if (phase === 'open') endRenewal(failure('handshake-timeout'))
        else if (phase === 'resolving') endAttempt(null, failure('url-timeout'))
        else endAttempt(ABNORMAL_CLOSE, failure(phase === 'readying' ? 'handshake-timeout' : 'connect-timeout'))
        return
      case 'retry':
        if (isDemanded(next)) return resolve()
        // Demand may return within the linger; without demand nothing is dialled.
        next.deadlines.retry = Math.max(next.deadlines.linger!, now)
        return
      case 'stable':
        return resetAttempts()
      case 'renew':
        return requestRenewal(next, context)
      case 'linger':
        return phase === 'open' ? startClosing() : resetToIdle()
      case 'closing':
        return phase === 'open' ? endAttempt(ABNORMAL_CLOSE, null) : finishClosing(ABNORMAL_CLOSE)
      case 'ping':
        return pingDue(next, context, isLate)
      case 'pong':
        if (!isSilent(next, context, isLate)) return
        endAttempt(ABNORMAL_CLOSE, failure('heartbeat-timeout'))
        // The silence was wait enough: dial at once.
        if (next.phase === 'waiting' && isDemanded(next)) resolve()
    }
  }

  function signal(name: LifecycleSignal): void {
    const { phase, closedBy } = next
    // Signals are not watched then, but a source may still emit, and an event may be queued behind the one that ended it.
    if (closedBy || !isWanted(next)) return
    const isPending = isAttempting(next) || phase === 'waiting'
    if (name === 'offline') {
      next.online = false
      // A starting VPN causes "offline" too: never close a socket that works.
      return isPending ? suspend() : requestPing(next, context, 'probe')
    }
    if (name === 'frozen') return suspend()
    if (name === 'hidden') return
    // Network signals from before the page slept are out of date.
    if (name !== 'visible') next.online = true
    // A dial started on the previous network may hang until its timeout.
    const isDoubtful = name === 'online' && isPending && phase !== 'readying'
    if (!isDoubtful && phase !== 'waiting' && (phase !== 'suspended' || !next.online)) return requestPing(next, context, 'probe')
    const soon = now + random * SIGNAL_JITTER_MS
    enter('waiting', { retry: Math.min(next.deadlines.retry ?? soon, soon) })
  }

  function suspend(): void {
    recordClose()
    enter('suspended')
  }
}
