import { raw } from '../codec/codec'
import type { ConnectionOptions } from '../vocabulary/connection'
import type { HeartbeatOptions, QueueOptions, ReconnectOptions } from '../vocabulary/options'

type Filled<T, Defaults> = Omit<T, keyof Defaults> & { readonly [K in keyof Defaults & keyof T]-?: Exclude<T[K], undefined> }

export type ReconnectSettings = Filled<ReconnectOptions, typeof RECONNECT>
export type HeartbeatSettings = Filled<HeartbeatOptions, typeof HEARTBEAT>
export type QueueSettings = Filled<QueueOptions, typeof QUEUE>

interface Parts {
  readonly reconnect: ReconnectSettings | false
  readonly heartbeat: HeartbeatSettings | false
  readonly queue: QueueSettings | false
}

/** The options with every default filled in, here and nowhere else. */
export type Settings<In, Out> = Omit<Filled<ConnectionOptions<In, Out>, typeof CONNECTION>, keyof Parts> & Parts

const CONNECTION = {
  codec: raw,
  binaryType: 'arraybuffer',
  connectTimeoutMs: 10_000,
  handshakeTimeoutMs: 10_000,
  reconnect: true,
  heartbeat: false,
  queue: true,
  lingerMs: 1000,
  closeTimeoutMs: 2000,
  lifecycle: {},
  notify: 'frame',
  history: 0,
}

export const RECONNECT = { minDelayMs: 500, maxDelayMs: 30_000, maxAttempts: Infinity, stableAfterMs: 10_000 }

export const HEARTBEAT = { intervalMs: 25_000, timeoutMs: 10_000, message: 'ping' }

export const QUEUE = {
  maxMessages: 1000,
  maxBytes: 1_048_576,
  ttlMs: Infinity,
  overflow: 'drop-newest',
  highWaterMarkBytes: Infinity,
} as const

/** Options that are objects whose fields have defaults. */
const PARTS: Partial<Record<string, object>> = { reconnect: RECONNECT, heartbeat: HEARTBEAT, queue: QUEUE }

/** An option as given, with its defaults. */
export function withDefaults<K extends keyof Settings<never, never>>(name: K, given: unknown): Settings<never, never>[K] {
  const value: unknown = given ?? CONNECTION[name as keyof typeof CONNECTION]
  const defaults = PARTS[name]
  return (value && defaults ? over(defaults, value) : value) as Settings<never, never>[K]
}

/** `given` over `defaults`. Undefined counts as not given, true as nothing but defaults. */
function over(defaults: object, given: unknown): object {
  const named = Object.entries(Object(given) as object).filter(([, value]) => value !== undefined)
  return { ...defaults, ...Object.fromEntries(named) }
}
