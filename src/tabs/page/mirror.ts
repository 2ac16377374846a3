import { ABNORMAL_CLOSE, NORMAL_CLOSE } from '../../core/policy/close-code'
import { isAttempting, isDemanded, isUsable, isWanted } from '../../core/policy/machine-state'
import { INITIAL_STATE, type MachineEvent, type MachineSettings, type MachineState } from '../../core/policy/machine-types'
import { decideReconnect } from '../../core/policy/reconnect'
import type { ConnectionError } from '../../core/vocabulary/errors'
import type { CloseInfo } from '../../core/vocabulary/wire'
import type { RemoteState } from '../protocol/messages'
import type { SessionEvent } from './session'

/** The worker answers within this time, or the page stops waiting for it. */
const ANSWER_MS = 1000

/** The state of a page's connection. Demand is the page's own; everything else is that of the connection in the worker. */
export interface MirrorState extends MachineState {
  /** Whether the worker knows the demand of this page. `leaving`: its answer is still to come. */
  readonly lease: 'none' | 'held' | 'leaving'
  /** Number of the last request to the worker. States that were posted before it are out of date. */
  readonly epoch: number
  /** The attempt of the worker that the page's attempt stands for. Null: not known yet. */
  readonly remoteGeneration: number | null
}

export const INITIAL_MIRROR: MirrorState = { ...INITIAL_STATE, lease: 'none', epoch: 0, remoteGeneration: null }

export type MirrorEvent =
  | MachineEvent
  /** `error` is the one that `state` describes: the same object as long as it is the same failure. */
  | { readonly type: 'mirrored'; readonly epoch: number; readonly state: RemoteState; readonly error: ConnectionError | null }
  | { readonly type: 'left'; readonly epoch: number; readonly close: CloseInfo | null }
  | SessionEvent

interface MirrorContext {
  /** Epoch ms. */
  readonly now: number
  readonly random: number
  /** `reconnect` is for a worker that fails. That of the socket is the worker's own. */
  readonly settings: Pick<MachineSettings, 'lingerMs' | 'closeTimeoutMs' | 'reconnect'>
}

type Draft = { -readonly [K in keyof MirrorState]: MirrorState[K] } & { deadlines: { -readonly [K in keyof MirrorState['deadlines']]: number } }

/** The state after an event. Pure, like the state machine that it replaces. */
export function mirror(state: MirrorState, event: MirrorEvent, { now, random, settings }: MirrorContext): MirrorState {
  if (state.closedBy === 'dispose') return state
  const next = { ...state, deadlines: { ...state.deadlines } } as Draft
  handle()
  if (isDemanded(next) || next.closedBy === 'user') delete next.deadlines.linger
  return next

  function handle(): void {
    const { phase } = next
    switch (event.type) {
      case 'retain':
        if (!isDemanded(next) && (phase === 'idle' || isUnserved() || next.closedBy === 'failure')) startOver()
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
        if (isUsable(next)) next.lastClose = NORMAL_CLOSE
        next.connectRequested ||= !next.retains
        return startOver()
      case 'disconnect':
        next.connectRequested = false
        next.closedBy = 'user'
        return phase === 'open' ? startClosing(event) : phase === 'closing' ? undefined : leaveFor('closed')
      case 'dispose':
        if (isUsable(next)) next.lastClose = ABNORMAL_CLOSE
        next.closedBy = 'dispose'
        next.deadlines = {}
        return leaveFor('closed')
      case 'renew':
        if (phase === 'open') next.renewals++
        return
      case 'deadline':
        delete next.deadlines[event.name]
        if (event.name === 'linger') return phase === 'open' ? startClosing() : resetToIdle()
        if (event.name === 'closing') finishClosing(ABNORMAL_CLOSE)
        // Without demand, the next retain retries.
        if (event.name === 'retry' && isUnserved() && isDemanded(next)) want()
        return
      case 'mirrored':
        if (next.lease === 'held' && event.epoch >= next.epoch) adopt(event.state, event.error)
        return
      case 'left':
        if (next.lease === 'leaving' && event.epoch >= next.epoch) finishClosing(event.close ?? NORMAL_CLOSE)
        return
      case 'awake':
        // The lease was taken while the page slept: nobody heard of it.
        if (next.lease === 'held' || (phase === 'suspended' && isWanted(next))) startOver()
        return
      case 'welcome':
        if (isUnserved() && isDemanded(next)) startOver()
        return
      case 'detached':
      case 'asleep':
      case 'unserved':
        if (next.lease === 'leaving') return finishClosing(ABNORMAL_CLOSE)
        if (next.lease === 'none') return
        if (isUsable(next)) next.lastClose = ABNORMAL_CLOSE
        if (event.type === 'detached') return startOver()
        next.lease = 'none'
        return event.type === 'asleep' ? enter('suspended') : retryLater(event.error)
    }
  }

  function enter(phase: Draft['phase'], deadlines: Draft['deadlines'] = {}): void {
    const { linger } = next.deadlines
    next.phase = phase
    next.deadlines = { ...deadlines, ...(linger && { linger }) }
  }

  /** The worker failed, and the page is to try again. */
  function isUnserved(): boolean {
    return next.lease === 'none' && next.phase === 'waiting'
  }

  function retryLater(failed: ConnectionError): void {
    const ended = { close: ABNORMAL_CLOSE, error: failed, attempt: next.attempt, refreshed: false }
    const { error, delayMs } = decideReconnect(ended, settings.reconnect, random)
    next.error = error
    if (delayMs === null) {
      next.closedBy = 'failure'
      return enter('closed')
    }
    next.attempt++
    enter('waiting', { retry: now + delayMs })
  }

  function startOver(): void {
    next.attempt = 0
    want()
  }

  function want(): void {
    next.generation++
    next.closedBy = null
    next.lease = 'held'
    next.epoch++
    next.remoteGeneration = null
    enter('resolving')
  }

  function adopt({ phase, generation, attempt, retryAt, url, protocol, extensions, lastClose }: RemoteState, error: ConnectionError | null): void {
    if (next.remoteGeneration !== null && next.remoteGeneration !== generation) next.generation++
    next.remoteGeneration = generation
    next.closedBy = phase === 'closed' ? 'failure' : null
    next.hasOpened ||= phase === 'open'
    next.target = url === null ? next.target : next.target?.url === url ? next.target : { url, protocols: undefined }
    Object.assign(next, { attempt, protocol, extensions, lastClose, error })
    // In the clock of the worker, which is that of the page.
    enter(phase, retryAt === null ? {} : { retry: retryAt })
  }

  function startClosing({ code, reason } = { code: 1000, reason: '' }): void {
    next.closeWith = { code, reason }
    next.lease = 'leaving'
    next.epoch++
    enter('closing', { closing: now + settings.closeTimeoutMs + ANSWER_MS })
  }

  function finishClosing(close: CloseInfo): void {
    next.lease = 'none'
    next.lastClose = close
    if (next.closedBy) enter('closed')
    else if (isWanted(next)) startOver()
    else resetToIdle()
  }

  /** Without an open socket there is no close to wait for. */
  function leaveFor(phase: 'closed'): void {
    if (next.lease !== 'none') next.epoch++
    next.lease = 'none'
    enter(phase)
  }

  function resetToIdle(): void {
    const { generation, target, lastClose, epoch, lease } = next
    Object.assign(next, INITIAL_MIRROR, { generation, target, lastClose, epoch: lease === 'held' ? epoch + 1 : epoch })
  }
}
