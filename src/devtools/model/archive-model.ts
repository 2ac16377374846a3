import type { Inspection, TapCause } from '../../core/vocabulary/tap'
import { flag, list, nullable, number, record, shape, text, word, type Check } from './archive-shape'
import type { ChannelRecord, ConnectionModel, NoteRecord, PhaseRecord, Rate, RequestRecord } from './types'

/** What a file holds of a connection. */
export type ArchivedModel = Omit<ConnectionModel, 'connection'>

const phase = word({ idle: true, resolving: true, connecting: true, readying: true, open: true, closing: true, waiting: true, suspended: true, closed: true })

const causeType: Check<TapCause['type']> = word({
  retain: true, release: true, connect: true, disconnect: true, reconnect: true, renew: true, ping: true, dispose: true, options: true,
  deadline: true, signal: true, resolved: true, failed: true, 'socket-open': true, 'socket-closing': true, 'socket-close': true,
  ready: true, 'ping-sent': true,
})

const cause: Check<TapCause> = (value, path) => {
  const { detail } = record(value, path)
  const { type } = shape<{ type: TapCause['type'] }>({ type: causeType })(value, path)
  return detail === undefined ? { type } : { type, detail: text(detail, `${path}.detail`) }
}

const phaseRecord = shape<PhaseRecord>({
  at: number,
  phase,
  cause,
  attempt: number,
  retryAt: nullable(number),
  close: nullable(shape({ code: number, reason: text })),
  error: nullable(shape({ code: text, message: text })),
})

const noteRecord = shape<NoteRecord>({
  at: number,
  kind: word({ dial: true, drop: true, error: true, renewal: true, recovery: true, fault: true }),
  text,
})

const channelRecord = shape<ChannelRecord>({
  key: text,
  status: word({ idle: true, subscribing: true, loading: true, subscribed: true, ended: true, error: true }),
  recovery: nullable(text),
  position: text,
  holders: number,
  error: nullable(text),
  messages: number,
})

const requestRecord = shape<RequestRecord>({
  request: number,
  startedAt: number,
  sentAt: nullable(number),
  repliedAt: list(number),
  endedAt: nullable(number),
  outcome: word({ pending: true, replied: true, failed: true, cancelled: true }),
  message: text,
  error: nullable(text),
})

const rate = shape<Rate>({ at: number, framesIn: number, framesOut: number, bytesIn: number, bytesOut: number })

const inspection = shape<Inspection>({
  demand: number,
  holders: list(shape({ name: text, names: list(text) })),
  options: list(shape({ name: text, value: text, from: text })),
  channels: () => [],
})

export const archivedModel = shape<ArchivedModel>({
  id: number,
  label: text,
  isDisposed: flag,
  snapshot: shape({ phase, attempt: number, retryAt: nullable(number), latencyMs: nullable(number), queued: number, protocol: text }),
  bufferedAmount: number,
  inspection,
  phases: list(phaseRecord),
  notes: list(noteRecord),
  channels: list(channelRecord),
  requests: list(requestRecord),
  rates: list(rate),
  queue: list(text),
})
