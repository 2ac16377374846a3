import type { MachineState } from '../policy/machine-types'
import { readyStateOf } from '../vocabulary/ready-state'
import type { ConnectionSnapshot } from '../vocabulary/events'
import type { MessageEventLike } from '../vocabulary/wire'

/** The latest message, kept beside the machine: messages decide nothing there. */
export interface LatestMessage<In> {
  readonly data: In | undefined
  readonly lastMessage: MessageEventLike | null
}

export const NO_MESSAGE: LatestMessage<never> = { data: undefined, lastMessage: null }

export function snapshotOf<In>(state: MachineState, latest: LatestMessage<In>, queued: number, latencyMs: number | null = null): ConnectionSnapshot<In> {
  const { phase, target, protocol, extensions, attempt, deadlines, lastClose, error } = state
  return Object.freeze({
    readyState: readyStateOf(phase),
    phase,
    url: target?.url ?? null,
    protocol,
    extensions,
    attempt,
    retryAt: deadlines.retry === undefined ? null : Math.ceil(deadlines.retry),
    lastClose,
    error,
    ...latest,
    queued,
    latencyMs,
  })
}
