import { systemClock } from '../../core/platform/clock'
import { tryTo } from '../../core/policy/try-to'
import type { ConnectionOptions } from '../../core/vocabulary/connection'
import type { CloseClass, HeartbeatOptions as PingOptions } from '../../core/vocabulary/options'
import type { CloseInfo } from '../../core/vocabulary/wire'
import type { Component } from './component'
import { openSocket } from './sockets'
import type { HeartbeatOptions, Options } from './types'

export const DEFAULT_ATTEMPTS = 20
const DEFAULT_INTERVAL_MS = 5000
/** A server that accepts a socket and then drops it must not make the attempts start from 0 each time. */
const STABLE_AFTER_MS = 1000
const SOCKET_IO_PING = { message: '2', interval: 25_000, timeout: Infinity }

/** The heartbeat in force, with the answer that no component shows. */
export interface Heartbeat extends PingOptions {
  readonly returnMessage: string | undefined
}

/**
 * Options of a connection that behave like those of a component. Functions are read when they are called.
 *
 * @param identity That of the component's url.
 */
export function connectionOptions(options: Options, component: Component, identity: string | null): ConnectionOptions {
  const { share, protocols, eventSourceOptions: stream, shouldReconnect, retryOnError, reconnectAttempts } = options
  const isPrivate = share !== true
  const latest = () => component.now?.options ?? {}
  return {
    transport: (url, offered, owner) =>
      openSocket({ url, protocols: offered, owner: owner!, stream, onEarlyMessage: (event) => component.now?.view?.receive(event) }),
    // The browser's own default.
    binaryType: 'blob',
    // A url function may wait for a login.
    connectTimeoutMs: Infinity,
    lingerMs: isPrivate ? 0 : undefined,
    // Later values apply to the next dial. Shared ones decide who shares.
    protocols: isPrivate && protocols ? () => latest().protocols ?? protocols : protocols,
    heartbeat: stream ? undefined : heartbeatOf(options),
    // Otherwise not named by those who share: one component that reconnects is enough.
    reconnect: shouldReconnect || retryOnError ? reconnectOptions() : isPrivate ? false : undefined,
  } as ConnectionOptions

  function reconnectOptions() {
    return {
      maxAttempts: reconnectAttempts ?? DEFAULT_ATTEMPTS,
      stableAfterMs: STABLE_AFTER_MS,
      delay(attempt: number) {
        const { reconnectInterval } = latest()
        return (typeof reconnectInterval === 'function' ? reconnectInterval(attempt) : reconnectInterval) ?? DEFAULT_INTERVAL_MS
      },
      classifyClose(close: CloseInfo): CloseClass {
        // Unmounted: not an error, and no callback may be called.
        if (!component.now) return 'done'
        let isWanted: unknown
        // The component may use another connection meanwhile. `onClose` comes before `shouldReconnect`.
        const end = component.now.identity === identity && component.now.view?.reportEnd(close)
        tryTo(() => {
          const now = latest()
          // Without a socket it was the url function that failed.
          isWanted = (now.retryOnError && (!end || end.hasFailed)) || (end && now.shouldReconnect?.(end.event))
        }, systemClock.reportError)
        return isWanted ? 'retry' : 'fatal'
      },
    }
  }
}

function heartbeatOf({ heartbeat, fromSocketIO }: Options): Heartbeat | undefined {
  if (!heartbeat && !fromSocketIO) return undefined
  const given: HeartbeatOptions = typeof heartbeat === 'object' ? heartbeat : heartbeat ? {} : SOCKET_IO_PING
  const { message = 'ping', interval = 25_000, timeout = 60_000, returnMessage } = given
  return {
    message,
    intervalMs: interval,
    // Theirs starts with the last message, ours with the ping, which is sent one interval later.
    timeoutMs: timeout > interval ? timeout - interval : timeout,
    idleOnly: true,
    // Callbacks get every message, answers included.
    isPong: () => false,
    returnMessage,
  }
}
