import type { ConnectionOptions } from 'websocket-store'

/** Shorter than the defaults, so a recovery is quick to watch. */
export const shortTimeouts = {
  heartbeat: { intervalMs: 3000, timeoutMs: 2000 },
  reconnect: { maxDelayMs: 5000, stableAfterMs: 3000 },
  connectTimeoutMs: 4000,
  handshakeTimeoutMs: 4000,
} satisfies ConnectionOptions
