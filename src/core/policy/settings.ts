import { raw } from '../codec/codec'
import type { ConnectionOptions, HeartbeatOptions, QueueOptions, ReconnectOptions } from '../option-types'

type Filled<T, Defaults> = Omit<T, keyof Defaults> & { readonly [K in keyof Defaults & keyof T]-?: Exclude<T[K], undefined> }

export type ReconnectSettings = Filled<ReconnectOptions, typeof RECONNECT>
export type HeartbeatSettings = Filled<HeartbeatOptions, typeof HEARTBEAT>
export type QueueSettings = Filled<QueueOptions, typeof QUEUE>

interface Parts {
  readonly reconnect: ReconnectSettings | false
  readonly heartbeat: HeartbeatSettings | false
  readonly queue: QueueSettings | false
}

/** The options as the parts of a connection read them: every default filled in, here and nowhere else. */
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

export function settingsOf<In, Out>(options: ConnectionOptions<In, Out>): Settings<In, Out> {
  const settings = over(CONNECTION, options) as Record<string, unknown>
  settings.reconnect &&= over(RECONNECT, settings.reconnect)
  settings.heartbeat &&= over(HEARTBEAT, settings.heartbeat)
  settings.queue &&= over(QUEUE, settings.queue)
  return settings as unknown as Settings<In, Out>
}

/**
 * `given` over `defaults`, where undefined counts as not given, and true for nothing but defaults. Inherited instead of
 * copied: most connections have few settings of their own.
 */
export function over<T extends object>(defaults: T, given: unknown): T {
  if (given === true) return defaults
  const settings = Object.create(defaults) as Record<string, unknown>
  for (const [name, value] of Object.entries(given as object)) if (value !== undefined) settings[name] = value
  return settings as T
}
