import type { MachineState } from './policy/machine-types'
import { readyStateOf } from './ready-state'
import type { ConnectionSnapshot, MessageEventLike } from './types'

/** The latest message, kept beside the machine: messages decide nothing there. */
export interface LatestMessage<In> {
  readonly data: In | undefined
  readonly event: MessageEventLike | null
}

export const NO_MESSAGE: LatestMessage<never> = { data: undefined, event: null }

export function snapshotOf<In>(state: MachineState, latest: LatestMessage<In>, queued: number): ConnectionSnapshot<In> {
  const { phase, url, protocol, extensions, attempt, deadlines, lastClose, error } = state
  return {
    readyState: readyStateOf(phase),
    phase,
    url,
    protocol,
    extensions,
    attempt,
    retryAt: deadlines.retry ?? null,
    lastClose,
    error,
    data: latest.data,
    lastMessage: latest.event,
    queued,
  }
}

/** Whether a snapshot would show the difference; demand and most deadlines are nobody's business. */
export const isVisibleChange = (a: MachineState, b: MachineState): boolean =>
  a.phase !== b.phase ||
  a.attempt !== b.attempt ||
  a.deadlines.retry !== b.deadlines.retry ||
  a.url !== b.url ||
  a.protocol !== b.protocol ||
  a.lastClose !== b.lastClose ||
  a.error !== b.error
