import { isDelay } from './backoff'
import type { Draft, TransitionContext } from './machine-types'

type Context = Pick<TransitionContext, 'now' | 'settings'>

/** Makes the interpreter run the handshake again on the open socket, unless it is running. */
export function requestRenewal(next: Draft, { now, settings }: Context): void {
  const { phase, deadlines } = next
  if (phase !== 'open' || deadlines.attempt !== undefined) return
  delete deadlines.renew
  deadlines.attempt = now + settings.handshakeTimeoutMs
  next.renewals++
}

/** The handshake or its renewal is done. */
export function handshakeDone(next: Draft, { now }: Context, renewAfterMs: number | undefined): void {
  if (next.phase !== 'open') return
  delete next.deadlines.attempt
  if (isDelay(renewAfterMs)) next.deadlines.renew = now + renewAfterMs
}
