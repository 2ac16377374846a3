import type { MaybeRefOrGetter, ShallowRef } from 'vue'
import type { CloseInfo } from '../../core'

export type WebSocketStatus = 'OPEN' | 'CONNECTING' | 'CLOSED'

export type WebSocketHeartbeatMessage = string | ArrayBuffer | Blob

/** What `JSON.parse` returns: `data` has this type when the caller names none, and may then be used as anything. */
export type Untyped = ReturnType<typeof JSON.parse>

export interface HeartbeatSettings {
  /** The ping. @default 'ping' */
  message?: MaybeRefOrGetter<WebSocketHeartbeatMessage>
  /**
   * The pong. It does not become `data`, and `onMessage` is not called. A JSON object also matches an object that has more fields,
   * the same fields in another order, or other spaces.
   *
   * @default the `message`
   */
  responseMessage?: MaybeRefOrGetter<WebSocketHeartbeatMessage>
  /** Time between two pings, in milliseconds. @default 1000 */
  interval?: number
  /** Time from a ping to the next message of any kind, in milliseconds; then the socket is replaced, or closed. @default 1000 */
  pongTimeout?: number
  /**
   * Replaces `interval`. Called once with the function that sends a ping. What it returns is resumed when a socket opens and paused
   * when it ends.
   */
  scheduler?: (ping: () => void) => { pause(): void; resume(): void }
}

export interface ReconnectSettings {
  /**
   * Retries in a row without a stable connection. Negative: without limit. A function decides about each retry and each close code;
   * without one, codes that mean a permanent refusal end the retries.
   *
   * @default -1
   */
  retries?: number | ((retried: number, close: CloseInfo) => boolean)
  /** Time before a retry, in milliseconds. A function gets the number of the retry, from 1. @default 1000 */
  delay?: number | ((retries: number) => number)
  /** Called when no further retry follows. */
  onFailed?: () => void
}

export interface UseWebSocketOptions {
  /** Called when a socket opened. What it sends goes out before the messages that wait. */
  onConnected?: (ws: WebSocket) => void
  /** Called once for each socket that ended, before the next one opens. Not called for one that `open()` replaced while it connected. */
  onDisconnected?: (ws: WebSocket, event: CloseEvent) => void
  /** Called with the error events of the current socket. */
  onError?: (ws: WebSocket, event: Event) => void
  /** Called with every message, in order. */
  onMessage?: (ws: WebSocket, event: MessageEvent) => void
  /** @default false */
  heartbeat?: boolean | HeartbeatSettings
  /** @default false */
  autoReconnect?: boolean | ReconnectSettings
  /** Opens within setup; after hydration where the component is hydrated; never on a server. @default true */
  immediate?: boolean
  /** Opens another socket when the url changes, except after `close()`. @default true */
  autoConnect?: boolean
  /** Closes when the scope ends. `open()` then does nothing. @default true */
  autoClose?: boolean
  /**
   * While a KeepAlive has the component deactivated: `'keep'` goes on as before; `'pause'` stops updating `data` and `status`, and
   * catches up on activation, while callbacks go on. With `'pause'` a watcher of `data` misses the messages of that time. VueUse has
   * no such option.
   *
   * @default 'keep'
   */
  deactivated?: 'keep' | 'pause'
  /** Offered subprotocols. @default [] */
  protocols?: string[]
}

export interface UseWebSocketReturn<T> {
  /** The latest message, as the socket delivered it. May be written to. A watcher of this ref runs for an equal message too. */
  data: ShallowRef<T | null>
  status: ShallowRef<WebSocketStatus>
  /**
   * Closes, drops the messages that wait, and stays closed until `open()`.
   *
   * @param code 1000 or 3000..4999. @default 1000
   * @throws ConnectionError `invalid-close` for any other code, or a reason of more than 123 bytes.
   */
  close: WebSocket['close']
  /** Opens another socket, in place of the current one if there is one. */
  open: () => void
  /**
   * @param useBuffer Whether the message waits while the socket is not open, in a queue of 1000 messages and 1 MiB. @default true
   * @returns Whether the message was passed to an open socket. False also when it waits.
   */
  send: (data: string | ArrayBuffer | Blob, useBuffer?: boolean) => boolean
  /** The native socket. It stays here after the server closed it; undefined before the first one and after `close()`. */
  ws: ShallowRef<WebSocket | undefined>
}
