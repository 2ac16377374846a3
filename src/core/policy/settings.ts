import type { ConnectionOptions, HeartbeatOptions, QueueOptions, ReconnectOptions } from '../option-types'

type Callbacks = 'delay' | 'shouldReconnect' | 'classifyClose' | 'isPong'
type Filled<T> = Required<Omit<T, Callbacks>> & Pick<T, Extract<keyof T, Callbacks>>

export type ReconnectSettings = Filled<ReconnectOptions>
export type HeartbeatSettings = Filled<HeartbeatOptions>
export type QueueSettings = Filled<QueueOptions>

/** The options as the parts of a connection read them: every default filled in, here and nowhere else. */
export interface Settings {
  readonly hasHandshake: boolean
  readonly connectTimeoutMs: number
  readonly handshakeTimeoutMs: number
  readonly closeTimeoutMs: number
  readonly lingerMs: number
  readonly reconnect: ReconnectSettings | false
  readonly heartbeat: HeartbeatSettings | false
  readonly queue: QueueSettings | false
}

const TIMEOUTS = { connectTimeoutMs: 10_000, handshakeTimeoutMs: 10_000, closeTimeoutMs: 2000, lingerMs: 1000 }

export const RECONNECT: ReconnectSettings = {
  minDelayMs: 500,
  maxDelayMs: 30_000,
  maxAttempts: Infinity,
  stableAfterMs: 10_000,
}

export const HEARTBEAT: HeartbeatSettings = { intervalMs: 25_000, timeoutMs: 10_000, message: 'ping' }

export const QUEUE: QueueSettings = {
  maxMessages: 1000,
  maxBytes: 1_048_576,
  ttlMs: Infinity,
  overflow: 'drop-newest',
}

export function settingsOf(options: ConnectionOptions<never, never>): Settings {
  const { reconnect = true, heartbeat = false, queue = {}, handshake } = options
  return {
    ...fill(TIMEOUTS, options as Partial<typeof TIMEOUTS>),
    hasHandshake: handshake !== undefined,
    reconnect: reconnect && fill(RECONNECT, reconnect === true ? {} : reconnect),
    heartbeat: heartbeat && fill(HEARTBEAT, heartbeat),
    queue: queue && fill(QUEUE, queue),
  }
}

/** `given` over `defaults`, where undefined counts as not given. */
function fill<T extends object>(defaults: T, given: Partial<T>): T {
  const isGiven = ([, value]: [string, unknown]) => value !== undefined
  return { ...defaults, ...(Object.fromEntries(Object.entries(given).filter(isGiven)) as Partial<T>) }
}
