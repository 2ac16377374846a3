import type { ConnectionOptions } from 'websocket-store'

/** Less patient than the defaults, so that nobody has to wait long to watch a recovery. */
export const impatient = {
  heartbeat: { intervalMs: 3000, timeoutMs: 2000 },
  reconnect: { maxDelayMs: 5000, stableAfterMs: 3000 },
  connectTimeoutMs: 4000,
  handshakeTimeoutMs: 4000,
} satisfies ConnectionOptions
