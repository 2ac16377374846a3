import { failure, type ConnectionError } from '../vocabulary/errors'
import type { LifecycleSignal } from '../vocabulary/options'
import type { CloseInfo } from '../vocabulary/wire'
import { ABNORMAL_CLOSE } from './close-code'
import { durationOf } from './heartbeat'
import { isAttempting, isDemanded, isUsable, isWanted } from './machine-state'
import { INITIAL_STATE, type DeadlineName, type Deadlines, type Draft, type MachineEvent, type MachineState, type TransitionContext } from './machine-types'
import { decideReconnect } from './reconnect'
import { LATE_AFTER_MS, PROBE_TIMEOUT_MS, SIGNAL_JITTER_MS } from './machine-timing'

/**
 * The whole behaviour of a connection: what it is after an event. Pure: no clock, no random, no socket. What is to be
 * done about it follows from the difference between the two states, and `interpreter.ts` does it.
 */
export function transition(state: MachineState, event: MachineEvent, context: TransitionContext): MachineState {
  const isStale = 'generation' in event && event.generation !== state.generation
  if (isStale || state.closedBy === 'dispose') return state
  const { now, random, frames, settings } = context
  const { heartbeat, reconnect } = settings
  const next: Draft = { ...state, deadlines: { ...state.deadlines } }
  handle()
  // A linger is for those who may come back.
  if (isDemanded(next) || next.closedBy === 'user') delete next.deadlines.linger
  return next

  function handle(): void {
    const { phase } = next
    switch (event.type) {
      case 'retain':
        if (!isDemanded(next)) comeBack()
        next.retains++
        return
      case 'release':
        next.retains--
        if (phase !== 'closing') next.deadlines.linger = now + settings.lingerMs
        return
      case 'connect':
        next.connectRequested = true
        next.closedBy = null
        if (!isAttempting(next) && !isUsable(next)) resolveAfresh()
        return
      case 'reconnect':
        lose()
        next.connectRequested ||= !next.retains
        return resolveAfresh()
      case 'disconnect':
        next.connectRequested = false
        next.closedBy = 'user'
        if (phase === 'closing') return
        startClosing(event.code, event.reason)
        if (phase !== 'open') enter('closed') // there is no open socket whose close to wait for
        return
      case 'options':
        return
      case 'dispose':
        lose()
        next.closedBy = 'dispose'
        next.deadlines = {}
        return enter('closed')
      case 'resolved':
        if (phase !== 'resolving') return
        next.target = { url: event.url, protocols: event.protocols }
        return enter('connecting', { attempt: now + settings.connectTimeoutMs })
      case 'failed':
        if (isAttempting(next)) endAttempt(null, event.error)
        return
      case 'socket-open':
        if (phase !== 'connecting') return
        next.protocol = event.protocol
        next.extensions = event.extensions
        return event.hasHandshake ? enter('readying', { attempt: now + settings.handshakeTimeoutMs }) : open()
      case 'ready':
        if (phase === 'readying') open()
        return
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

  /** Changes the phase. Its deadlines replace all but the linger, which belongs to the demand. */
  function enter(phase: Draft['phase'], deadlines: Deadlines = {}): void {
    const { linger } = next.deadlines
    next.phase = phase
    next.deadlines = { ...deadlines, ...(linger && { linger }) }
  }

  /** Begins the next attempt, whatever became of the one before. */
  function resolve(): void {
    next.generation++
    next.closedBy = null
    enter('resolving', { attempt: now + settings.connectTimeoutMs })
  }

  /** A new wish: neither earlier failures nor what was heard of the network before count against it. */
  function resolveAfresh(): void {
    forgive()
    next.online = true
    resolve()
  }

  /** Somebody wants it whom nobody did. A disconnect is the user's word and outlives that; a failure is the last attempt's. */
  function comeBack(): void {
    const { phase, deadlines, closedBy } = next
    if (phase === 'idle' || closedBy === 'failure') resolveAfresh()
    else if (phase === 'waiting' && deadlines.retry === deadlines.linger) resolve() // its turn came while nobody was there
  }

  function forgive(): void {
    next.attempt = 0
    next.refreshed = false
  }

  function open(): void {
    next.error = null
    next.hasOpened = true
    enter('open', {
      ...(reconnect && { stable: now + reconnect.stableAfterMs }),
      ...(heartbeat && { ping: now + durationOf(heartbeat.intervalMs) }),
    })
  }

  /** An attempt or an open socket is over and nobody here asked for it: retry, or give up. */
  function endAttempt(close: CloseInfo | null, error: ConnectionError | null): void {
    const { attempt, refreshed } = next
    const decision = decideReconnect({ close: close ?? ABNORMAL_CLOSE, error, attempt, refreshed }, reconnect, random)
    if (close) next.lastClose = close
    if (decision.error) next.error = decision.error
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
    else if (isWanted(next)) resolveAfresh()
    else rest()
  }

  /** Nobody wants the connection any more: like new, but for what the last socket was. */
  function rest(): void {
    const { generation, target, lastClose } = next
    Object.assign(next, INITIAL_STATE, { generation, target, lastClose })
  }

  /** The socket is given up without its own word on how it ended. */
  function lose(): void {
    if (isUsable(next)) next.lastClose = ABNORMAL_CLOSE
  }

  function deadline(name: DeadlineName): void {
    const due = next.deadlines[name]
    if (due === undefined) return
    const { phase } = next
    const isLate = now - due > LATE_AFTER_MS
    const isAnswered = frames !== next.framesAtPing
    const isAsking = next.deadlines.pong !== undefined && !isAnswered
    delete next.deadlines[name]
    switch (name) {
      case 'attempt':
        if (phase === 'resolving') endAttempt(null, failure('url-timeout'))
        else endAttempt(ABNORMAL_CLOSE, failure(phase === 'readying' ? 'handshake-timeout' : 'connect-timeout'))
        return
      case 'retry':
        if (isDemanded(next)) return resolve()
        // Those who let go may still come back, but nobody dials for them meanwhile.
        next.deadlines.retry = Math.max(next.deadlines.linger!, now)
        return
      case 'stable':
        return forgive()
      case 'linger':
        return phase === 'open' ? startClosing() : rest()
      case 'closing':
        return phase === 'open' ? endAttempt(ABNORMAL_CLOSE, null) : finishClosing(ABNORMAL_CLOSE)
      case 'ping':
        if (!heartbeat) return
        next.deadlines.ping = now + durationOf(heartbeat.intervalMs)
        if (!isAsking) ask(isLate)
        return
      case 'pong':
        if (isAnswered) return
        // A late timer (sleep, throttled tab) may run before the frames that came meanwhile: ask once more, once.
        if (isLate && !next.probing) return ask(true)
        endAttempt(ABNORMAL_CLOSE, failure('heartbeat-timeout'))
        // The silence was the wait: dial at once.
        if (next.phase === 'waiting' && isDemanded(next)) resolve()
    }
  }

  /** Sends a ping. A probe has a short deadline: something may have cut the line without a word. */
  function ask(isProbe: boolean): void {
    if (next.phase !== 'open' || !heartbeat) return
    const { pong = Infinity } = next.deadlines
    const due = now + Math.min(durationOf(heartbeat.timeoutMs), isProbe ? PROBE_TIMEOUT_MS : Infinity)
    // Signals that keep coming must not put off the verdict on a silent socket.
    next.deadlines.pong = frames === next.framesAtPing ? Math.min(pong, due) : due
    next.pings++
    next.framesAtPing = frames
    next.probing = isProbe
  }

  function signal(name: LifecycleSignal): void {
    const { phase } = next
    const isOnItsWay = isAttempting(next) || phase === 'waiting'
    if (name === 'offline') {
      next.online = false
      // A VPN coming up says "offline" too: never close a socket that works.
      return isOnItsWay ? suspend() : ask(true)
    }
    if (name === 'frozen') {
      if (phase === 'closing' && !isWanted(next)) finishClosing(ABNORMAL_CLOSE)
      else if (isOnItsWay || isUsable(next)) suspend()
      return
    }
    if (name === 'hidden') return
    // Whatever was heard of the network before the page slept is out of date.
    if (name !== 'visible') next.online = true
    // A dial begun on the network that went may hang until its timeout.
    const isDoubtful = name === 'online' && isOnItsWay && phase !== 'readying'
    if (!isDoubtful && phase !== 'waiting' && (phase !== 'suspended' || !next.online)) return ask(true)
    const soon = now + random * SIGNAL_JITTER_MS
    enter('waiting', { retry: Math.min(next.deadlines.retry ?? soon, soon) })
  }

  function suspend(): void {
    lose()
    enter('suspended')
  }
}
