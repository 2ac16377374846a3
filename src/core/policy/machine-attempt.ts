import { ConnectionError } from '../errors'
import type { CloseInfo, EventLike } from '../types'
import { ABNORMAL_CLOSE } from './close-code'
import { DEFAULT_INTERVAL_MS } from './heartbeat'
import { ABANDON, DROP_QUEUE, enter, forgiven, isWanted, stay, tellClose } from './machine-state'
import { INITIAL_STATE } from './machine-types'
import type { Effect, MachineState, Step, TransitionContext } from './machine-types'
import { decideReconnect } from './reconnect'

export function resolve(state: MachineState, { now, policy }: TransitionContext, effects: Effect[] = []): Step {
  const next = enter(state, 'resolving', { attempt: now + policy.connectTimeoutMs })
  return [
    { ...next, generation: state.generation + 1, closedBy: null, probing: false },
    [ABANDON, ...effects, { type: 'resolve' }],
  ]
}

export function socketOpen(
  state: MachineState,
  { protocol, extensions }: Pick<MachineState, 'protocol' | 'extensions'>,
  context: TransitionContext,
): Step {
  const { now, policy } = context
  const next = { ...state, protocol, extensions }
  if (!policy.hasHandshake) return open(next, context)
  return [enter(next, 'readying', { attempt: now + policy.handshakeTimeoutMs }), [{ type: 'handshake' }]]
}

export function open(state: MachineState, { now, policy }: TransitionContext): Step {
  const { heartbeat, stableAfterMs } = policy
  const next = enter(state, 'open', {
    stable: now + stableAfterMs,
    ...(heartbeat && { ping: now + (heartbeat.intervalMs ?? DEFAULT_INTERVAL_MS) }),
  })
  return [{ ...next, error: null, hasOpened: true }, [{ type: 'tell-open', isReconnect: state.hasOpened }]]
}

export function socketClose(state: MachineState, context: TransitionContext, info: CloseInfo, event: EventLike): Step {
  switch (state.phase) {
    case 'connecting':
      return endAttempt(state, context, info, connectFailed(event))
    case 'readying':
      return endAttempt(
        state,
        context,
        info,
        new ConnectionError('handshake-failed', `The server closed with code ${info.code} during the handshake.`, {
          cause: event,
        }),
      )
    case 'open':
      return endAttempt(state, context, info, null, event)
    case 'closing':
      return finishClosing(state, context, info, event)
    default:
      return stay(state)
  }
}

export const connectFailed = (cause: EventLike) =>
  new ConnectionError('connect-failed', 'The WebSocket could not be opened. Is the server up, and the path right?', {
    cause,
  })

/** An attempt or an open socket is over and nobody here asked for it: retry, give up, or rest. */
export function endAttempt(
  state: MachineState,
  context: TransitionContext,
  info: CloseInfo | null,
  error: ConnectionError | null,
  event: EventLike | null = null,
): Step {
  const close = info ?? ABNORMAL_CLOSE
  const effects = [ABANDON, ...tellClose(state, close, event)]
  const { attempt, refreshed } = state
  const decision = decideReconnect({ close, error, attempt, refreshed }, context.policy.reconnect, context.random)
  const ended = { ...state, lastClose: info ?? state.lastClose }
  if (decision.kind === 'give-up')
    return [
      { ...enter(ended, 'closed', {}), closedBy: 'failure', error: decision.error },
      [...effects, DROP_QUEUE, ...tellError(decision.error)],
    ]
  const next = { ...ended, attempt: attempt + 1, refreshed: decision.refreshed, error: error ?? state.error }
  return [
    state.online ? enter(next, 'waiting', { retry: context.now + decision.delayMs }) : enter(next, 'suspended', {}),
    [...effects, ...tellError(error)],
  ]
}

const tellError = (error: ConnectionError | null): Effect[] => (error ? [{ type: 'tell-error', error }] : [])

export function startClosing(
  state: MachineState,
  { now, policy }: TransitionContext,
  code: number,
  reason: string,
  effects: Effect[] = [],
): Step {
  const next = { ...state, phase: 'closing' as const, deadlines: { closing: now + policy.closeTimeoutMs } }
  return [next, [...effects, { type: 'close-socket', code, reason }]]
}

export function finishClosing(
  state: MachineState,
  context: TransitionContext,
  info: CloseInfo,
  event: EventLike | null = null,
): Step {
  const effects = [ABANDON, ...tellClose(state, info, event)]
  const next = { ...state, lastClose: info }
  if (state.closedBy === 'user') return [close(next, 'user'), effects]
  return isWanted(state) ? resolve(forgiven(next), context, effects) : rest(next, effects)
}

export function close(state: MachineState, closedBy: 'user' | 'dispose'): MachineState {
  return { ...state, phase: 'closed', closedBy, deadlines: {} }
}

/** Nobody wants the connection any more: like new, but for what the last socket was. */
export function rest(state: MachineState, effects: Effect[] = [ABANDON]): Step {
  const { generation, url, lastClose } = state
  return [{ ...INITIAL_STATE, generation, url, lastClose }, [...effects, DROP_QUEUE, { type: 'forget-messages' }]]
}
