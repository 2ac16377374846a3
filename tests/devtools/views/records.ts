import type { ChannelRecord, NoteRecord, PhaseRecord, Rate, RequestRecord } from '../../../src/devtools/model/types'

export const phaseRecord = (at: number, phase: PhaseRecord['phase'], changes: Partial<PhaseRecord> = {}): PhaseRecord => ({
  at,
  phase,
  cause: { type: 'connect' },
  attempt: 0,
  retryAt: null,
  close: null,
  error: null,
  ...changes,
})

const LOST = { cause: { type: 'socket-close' }, close: { code: 1006, reason: '' } } as const

/** A connection that was open, was lost, and has retried since. The last phase waits for a retry in 8 s. */
export const flappingPhases = (now: number): PhaseRecord[] => {
  const ago = (seconds: number): number => now - seconds * 1000
  const refused = { code: 'connect-failed', message: 'The WebSocket could not be opened. Is the server up, and the path right?' }
  return [
    phaseRecord(ago(200), 'resolving', { cause: { type: 'retain' } }),
    phaseRecord(ago(199.9), 'connecting', { cause: { type: 'resolved' } }),
    phaseRecord(ago(199.4), 'open', { cause: { type: 'socket-open' } }),
    phaseRecord(ago(90), 'waiting', { ...LOST, attempt: 1, retryAt: ago(89) }),
    phaseRecord(ago(89), 'resolving', { cause: { type: 'deadline', detail: 'retry' }, attempt: 1 }),
    phaseRecord(ago(88.9), 'connecting', { cause: { type: 'resolved' }, attempt: 1 }),
    phaseRecord(ago(60), 'suspended', { cause: { type: 'signal', detail: 'offline' }, attempt: 1 }),
    phaseRecord(ago(30), 'waiting', { cause: { type: 'signal', detail: 'online' }, attempt: 1, retryAt: ago(29.5) }),
    phaseRecord(ago(29.5), 'connecting', { cause: { type: 'resolved' }, attempt: 1 }),
    phaseRecord(ago(2), 'waiting', { ...LOST, attempt: 2, retryAt: now + 8000, error: refused }),
  ]
}

export const notesOf = (now: number): NoteRecord[] => [
  { at: now - 199_900, kind: 'dial', text: 'Dials wss://host.test/feed' },
  { at: now - 150_000, kind: 'renewal', text: 'The handshake runs again' },
  { at: now - 100_000, kind: 'recovery', text: 'Channel orders: resumed' },
  { at: now - 95_000, kind: 'fault', text: 'the line drops every 3rd frame' },
  { at: now - 89_900, kind: 'drop', text: 'A message was dropped (overflow): {"type":"typing"}' },
  { at: now - 2001, kind: 'error', text: 'connect-failed: The WebSocket could not be opened. Is the server up, and the path right?' },
]

export const ratesOf = (now: number): Rate[] =>
  Array.from({ length: 60 }, (_, index) => ({
    at: now - (59 - index) * 1000,
    framesIn: Math.round(60 + 50 * Math.sin(index / 5)),
    framesOut: index % 7,
    bytesIn: 4200 + index,
    bytesOut: 20 * (index % 7),
  }))

export const channelRecord = (key: string, changes: Partial<ChannelRecord> = {}): ChannelRecord => ({
  key,
  status: 'subscribed',
  recovery: null,
  position: '',
  holders: 1,
  error: null,
  messages: 0,
  ...changes,
})

export const requestRecord = (request: number, startedAt: number, changes: Partial<RequestRecord> = {}): RequestRecord => ({
  request,
  startedAt,
  sentAt: startedAt + 2,
  repliedAt: [startedAt + 20],
  endedAt: startedAt + 20,
  outcome: 'replied',
  message: `{"method":"get","id":${request}}`,
  error: null,
  ...changes,
})
