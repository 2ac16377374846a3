import { toValue } from 'vue'
import type { ConnectionOptions, HeartbeatOptions, ReconnectOptions, WebSocketConstructor } from '../../core'
import { isPong } from './pong'
import type { HeartbeatSettings, ReconnectSettings, UseWebSocketOptions } from './types'

const settingsOf = <S extends object>(given: boolean | S | undefined): Partial<S> => (typeof given === 'object' ? given : {})

export const heartbeatOf = ({ heartbeat }: UseWebSocketOptions): HeartbeatSettings => settingsOf(heartbeat)
export const reconnectOf = ({ autoReconnect }: UseWebSocketOptions): ReconnectSettings => settingsOf(autoReconnect)

/**
 * The options of VueUse in the words of a connection. Read again whenever the connection needs one.
 *
 * @param constructor What creates the sockets.
 */
export function connectionOptions(
  options: UseWebSocketOptions,
  constructor: () => WebSocketConstructor | undefined,
): ConnectionOptions<unknown> & { readonly share: false } {
  const message = () => toValue(heartbeatOf(options).message) ?? 'ping'
  const heartbeat: HeartbeatOptions = {
    get intervalMs() {
      const { scheduler, interval = 1000 } = heartbeatOf(options)
      return scheduler ? Infinity : interval
    },
    get timeoutMs() {
      return heartbeatOf(options).pongTimeout ?? 1000
    },
    message,
    isPong: (frame) => isPong(frame, toValue(heartbeatOf(options).responseMessage) ?? message()),
  }
  return {
    share: false,
    // Like VueUse, without a limit of its own: the browser ends a handshake.
    connectTimeoutMs: Infinity,
    // Messages may be sent long before the first `open()`.
    lingerMs: Infinity,
    get protocols() {
      return options.protocols ?? []
    },
    get WebSocket() {
      return constructor() as WebSocketConstructor
    },
    get reconnect() {
      return options.autoReconnect ? reconnectOptions(reconnectOf(options)) : false
    },
    get heartbeat() {
      return options.heartbeat ? heartbeat : false
    },
    get lifecycle() {
      // The signals of the page open sockets, too.
      return options.autoReconnect ? {} : false
    },
  }
}

function reconnectOptions({ retries = -1, delay = 1000 }: ReconnectSettings): ReconnectOptions {
  return {
    // VueUse counts retries from 1.
    delay: (attempt) => (typeof delay === 'function' ? delay(attempt + 1) : delay),
    ...(typeof retries === 'function'
      ? { shouldReconnect: (close, attempt) => retries(attempt, close) }
      : { maxAttempts: retries < 0 ? Infinity : retries }),
  }
}
