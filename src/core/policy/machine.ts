import { failure } from '../errors'
import { ABNORMAL_CLOSE } from './close-code'
import { endAttempt, open, resolveAfresh, socketClose, startClosing } from './machine-attempt'
import { deadline } from './machine-deadline'
import { signal } from './machine-signal'
import { enter, isAttempting, isUsable, isWanted, lose } from './machine-state'
import type { Draft, MachineEvent, MachineEventOf, MachineEventType, MachineState, TransitionContext } from './machine-types'

/**
 * The whole behaviour of a connection: what it is after an event. Pure: no clock, no random, no socket. What is to be
 * done about it follows from the difference between the two states, and `connection.ts` does it.
 */
export function transition(state: MachineState, event: MachineEvent, context: TransitionContext): MachineState {
  const isStale = 'generation' in event && event.generation !== state.generation
  if (isStale || state.closedBy === 'dispose') return state
  const draft: Draft = { ...state, deadlines: { ...state.deadlines } }
  const handle = HANDLERS[event.type] as Handler<MachineEventType>
  handle(draft, context, event)
  return draft
}

type Handler<T extends MachineEventType> = (draft: Draft, context: TransitionContext, event: MachineEventOf<T>) => void

const HANDLERS: { readonly [T in MachineEventType]: Handler<T> } = {
  retain(draft, context) {
    // A disconnect is the user's word and outlives new demand; a failure is only the last attempt's.
    const isAtRest = draft.phase === 'idle' || draft.closedBy === 'failure'
    const isFirst = draft.retains++ === 0 && !draft.connectRequested
    delete draft.deadlines.linger
    if (isAtRest && isFirst) resolveAfresh(draft, context)
  },
  release(draft, { now, settings }) {
    draft.retains--
    const isAtRest = draft.phase === 'idle' || draft.phase === 'closing' || draft.closedBy === 'user'
    if (!isAtRest && !isWanted(draft)) draft.deadlines.linger = now + settings.lingerMs
  },
  connect(draft, context) {
    draft.connectRequested = true
    draft.closedBy = null
    delete draft.deadlines.linger
    if (!isAttempting(draft) && !isUsable(draft)) resolveAfresh(draft, context)
  },
  reconnect(draft, context) {
    lose(draft)
    draft.connectRequested ||= draft.retains === 0
    delete draft.deadlines.linger
    resolveAfresh(draft, context)
  },
  disconnect(draft, context, { code, reason }) {
    draft.connectRequested = false
    draft.closedBy = 'user'
    delete draft.deadlines.linger
    if (draft.phase === 'open') startClosing(draft, context, code, reason)
    else if (draft.phase !== 'closing') enter(draft, 'closed')
  },
  dispose(draft) {
    lose(draft)
    draft.closedBy = 'dispose'
    delete draft.deadlines.linger
    enter(draft, 'closed')
  },
  resolved(draft, { now, settings }, { url, protocols }) {
    if (draft.phase !== 'resolving') return
    enter(draft, 'connecting', { attempt: now + settings.connectTimeoutMs })
    draft.target = { url, protocols }
  },
  failed(draft, context, { error }) {
    if (isAttempting(draft)) endAttempt(draft, context, null, error)
  },
  'socket-open'(draft, context, { protocol, extensions }) {
    if (draft.phase !== 'connecting') return
    const { now, settings } = context
    Object.assign(draft, { protocol, extensions })
    if (settings.hasHandshake) enter(draft, 'readying', { attempt: now + settings.handshakeTimeoutMs })
    else open(draft, context)
  },
  'socket-closing'(draft, { now, settings }) {
    if (draft.phase === 'open') draft.deadlines.closing ??= now + settings.closeTimeoutMs
  },
  'socket-error'(draft, context, { event }) {
    // Some engines fire nothing else for a failed handshake; after it, only `close` decides.
    if (draft.phase === 'connecting') endAttempt(draft, context, ABNORMAL_CLOSE, failure('connect-failed', event))
  },
  'socket-close': (draft, context, { close, event }) => socketClose(draft, context, close, event),
  ready(draft, context) {
    if (draft.phase === 'readying') open(draft, context)
  },
  deadline: (draft, context, { name }) => deadline(draft, name, context),
  signal: (draft, context, event) => signal(draft, event.signal, context),
}
