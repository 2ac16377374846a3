import { failure, type ConnectionError } from '../errors'
import type { CloseInfo, EventLike } from '../types'
import { ABNORMAL_CLOSE } from './close-code'
import { enter, forgive, isWanted } from './machine-state'
import { INITIAL_STATE, type Draft, type TransitionContext } from './machine-types'
import { decideReconnect } from './reconnect'

/** Begins the next attempt, whatever became of the one before. */
export function resolve(draft: Draft, { now, settings }: TransitionContext): void {
  enter(draft, 'resolving', { attempt: now + settings.connectTimeoutMs })
  draft.generation++
  draft.closedBy = null
}

/** A new wish: neither earlier failures nor what was heard of the network before count against it. */
export function resolveAfresh(draft: Draft, context: TransitionContext): void {
  forgive(draft)
  draft.online = true
  resolve(draft, context)
}

export function open(draft: Draft, { now, settings: { heartbeat, reconnect } }: TransitionContext): void {
  enter(draft, 'open', {
    ...(reconnect && { stable: now + reconnect.stableAfterMs }),
    ...(heartbeat && { ping: now + heartbeat.intervalMs }),
  })
  draft.error = null
  draft.hasOpened = true
}

export function socketClose(draft: Draft, context: TransitionContext, close: CloseInfo, event: EventLike): void {
  switch (draft.phase) {
    case 'connecting':
      return endAttempt(draft, context, close, failure('connect-failed', event))
    case 'readying':
      return endAttempt(draft, context, close, failure('handshake-failed', event))
    case 'open':
      return endAttempt(draft, context, close, null)
    case 'closing':
      return finishClosing(draft, context, close)
  }
}

/** An attempt or an open socket is over and nobody here asked for it: retry, or give up. */
export function endAttempt(
  draft: Draft,
  { now, random, settings }: TransitionContext,
  close: CloseInfo | null,
  error: ConnectionError | null,
): void {
  const { attempt, refreshed } = draft
  const ended = { close: close ?? ABNORMAL_CLOSE, error, attempt, refreshed }
  const decision = decideReconnect(ended, settings.reconnect, random)
  if (close) draft.lastClose = close
  draft.error = decision.error ?? draft.error
  if (decision.kind === 'give-up') {
    draft.closedBy = 'failure'
    return enter(draft, 'closed')
  }
  draft.attempt++
  draft.refreshed = decision.refreshed
  if (draft.online) enter(draft, 'waiting', { retry: now + decision.delayMs })
  else enter(draft, 'suspended')
}

export function startClosing(draft: Draft, { now, settings }: TransitionContext, code = 1000, reason = ''): void {
  enter(draft, 'closing', { closing: now + settings.closeTimeoutMs })
  draft.closeWith = { code, reason }
}

export function finishClosing(draft: Draft, context: TransitionContext, close: CloseInfo): void {
  draft.lastClose = close
  if (draft.closedBy) enter(draft, 'closed')
  else if (isWanted(draft)) resolveAfresh(draft, context)
  else rest(draft)
}

/** Nobody wants the connection any more: like new, but for what the last socket was. */
export function rest(draft: Draft): void {
  const { generation, target, lastClose } = draft
  Object.assign(draft, INITIAL_STATE, { generation, target, lastClose })
}
