import { onTestFinished } from 'vitest'
import type { ReconnectOptions, WebSocketConstructor } from 'websocket-store'
import { WebSocket } from 'ws'

interface QuickOptions {
  WebSocket?: WebSocketConstructor
  lingerMs?: number
  reconnect?: boolean | ReconnectOptions
  channels?: object
}

/** The same options, with `ws`, and with delays that make a test fast. */
export const quick = <T extends QuickOptions>(options: T): T => ({
  ...options,
  WebSocket,
  lingerMs: 20,
  reconnect: { ...(options.reconnect as ReconnectOptions | undefined), delay: () => 20 },
  ...(options.channels && { channels: { retry: () => 20, ...options.channels } }),
})

/** Ends something when the test is over. */
export function ending<T extends { dispose(): void; on(type: 'error', listener: () => void): unknown } | { close(): unknown }>(resource: T): T {
  onTestFinished(() => void ('dispose' in resource ? resource.dispose() : resource.close()))
  // The tests cause failures. Without a listener each is warned of.
  if ('dispose' in resource) resource.on('error', () => {})
  return resource
}
