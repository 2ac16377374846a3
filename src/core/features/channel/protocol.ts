import { systemClock } from '../../platform/clock'
import { backoffDelay, isDelay } from '../../policy/backoff'
import type { ChannelProtocol } from '../../vocabulary/channel'

export const DEFAULT_TIMEOUT_MS = 10_000

type Rule = 'ackOf' | 'errorOf' | 'endOf' | 'route' | 'positionOf' | 'unsubscribe' | 'retry'
type RuleOf<In, Out, K extends Rule> = Extract<ChannelProtocol<In, Out>[K], (...args: never[]) => unknown>

/** What the protocol says. A mistake in one function is reported, and does not keep the message from the others. */
export function evaluate<In, Out, K extends Rule>(
  protocol: { readonly [R in K]?: ChannelProtocol<In, Out>[R] },
  rule: K,
  ...args: Parameters<RuleOf<In, Out, K>>
): ReturnType<RuleOf<In, Out, K>> | undefined
export function evaluate(protocol: Record<string, (first: unknown, second: unknown) => unknown>, rule: string, first: unknown, second?: unknown): unknown {
  try {
    return protocol[rule]?.(first, second)
  } catch (error) {
    systemClock.reportError(error)
    return undefined
  }
}

/** The backoff, in ms. */
export function retryDelayMs(protocol: Pick<ChannelProtocol, 'retry'>, attempt: number): number {
  const chosen = typeof protocol.retry === 'function' ? evaluate(protocol, 'retry', attempt, null) : undefined
  return isDelay(chosen) ? chosen : backoffDelay(attempt, systemClock.random())
}
