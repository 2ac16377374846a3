import type { ReadyState } from './ready-state'

export interface QueryParams {
  [key: string]: string | number
}

/** The url of a socket, a function that returns it for each attempt, or null for none. */
export type Url = string | UrlFunction | null

export type UrlFunction = () => string | Promise<string>

export interface Options {
  /** Speaks the protocol of Socket.IO 2: its path, its query and its ping. @default false */
  fromSocketIO?: boolean
  /** Added to the url. Other values make another connection. Values that are not encoded yet are encoded. */
  queryParams?: QueryParams
  /** Offered subprotocols. */
  protocols?: string | string[]
  /** True: components with the same url and protocols use one socket. @default false */
  share?: boolean
  /** Called on each open; also when a component joins a shared socket that is open. */
  onOpen?: (event: WebSocketEventMap['open']) => void
  /** Called for each socket that ends, also for one that never opened. */
  onClose?: (event: WebSocketEventMap['close']) => void
  /** Called with every message, before `filter` and the heartbeat's `returnMessage` apply. */
  onMessage?: (event: WebSocketEventMap['message']) => void
  /** Called before `onClose` for each socket that ends with an error event. */
  onError?: (event: WebSocketEventMap['error']) => void
  /** Called when `reconnectAttempts` is used up. */
  onReconnectStop?: (numAttempts: number) => void
  /** Whether to dial again after a close. @default never */
  shouldReconnect?: (event: WebSocketEventMap['close']) => boolean
  /** Time before the next attempt in ms, or a function of the number of the attempt that ended, from 0. @default 5000 */
  reconnectInterval?: number | ((lastAttemptNumber: number) => number)
  /** Attempts in a row without a socket that stayed open for a second. @default 20 */
  reconnectAttempts?: number
  /** Only messages for which it returns true become `lastMessage`. */
  filter?: (message: WebSocketEventMap['message']) => boolean
  /** Dials again after an error event, and calls a url function again that failed. @default false */
  retryOnError?: boolean
  /** Uses an `EventSource` instead of a `WebSocket`. */
  eventSourceOptions?: EventSourceOnly
  /** Without effect: sockets of any class are accepted. */
  skipAssert?: boolean
  /** @default false */
  heartbeat?: boolean | HeartbeatOptions
  /** True: `lastJsonMessage` stays null. @default false */
  disableJson?: boolean
}

export type EventSourceOnly = Omit<Options, 'eventSourceOptions'> & EventSourceInit

export interface HeartbeatOptions {
  /** Sent as it is. A function is called for each ping. @default 'ping' */
  message?: string | (() => string)
  /** A message that equals it does not become `lastMessage`. */
  returnMessage?: string
  /** Longest time without a message in ms; then the socket is replaced or closed. @default 60_000 */
  timeout?: number
  /** Time without a message in ms after which a ping is sent. @default 25_000 */
  interval?: number
}

export interface EventSourceEventHandlers {
  [eventName: string]: (message: EventSourceEventMap['message']) => void
}

export interface EventSourceOptions extends EventSourceOnly {
  /** Functions by the name of the event. */
  events?: EventSourceEventHandlers
}

export type WebSocketMessage = string | ArrayBuffer | SharedArrayBuffer | Blob | ArrayBufferView

/** @param keep Whether the message waits for the next open when the socket is not open. @default true */
export type SendMessage = (message: WebSocketMessage, keep?: boolean) => void

/** @param keep Whether the message waits for the next open when the socket is not open. @default true */
export type SendJsonMessage = <T = unknown>(jsonMessage: T, keep?: boolean) => void

export interface WebSocketHook<T = unknown, P = WebSocketEventMap['message'] | null> {
  sendMessage: SendMessage
  sendJsonMessage: SendJsonMessage
  /** The latest message that passed `filter`. Every one of them is rendered. */
  lastMessage: P
  /** `lastMessage` parsed: null before the first message and with `disableJson`, an empty object when it is not JSON. */
  lastJsonMessage: T
  readyState: ReadyState
  /** The current or last socket. With `share` it is protected: its methods and handlers cannot be used. */
  getWebSocket: () => WebSocketLike | null
}

export type EventSourceHook = Omit<
  WebSocketHook<EventSourceEventMap['message']>,
  'sendMessage' | 'sendJsonMessage' | 'lastMessage' | 'lastJsonMessage' | 'getWebSocket'
> & {
  lastEvent: EventSourceEventMap['message'] | null
  getEventSource: () => WebSocketLike | null
}

export type WebSocketLike = WebSocket | EventSource

export interface SocketIOMessageData<T = unknown> {
  type: string
  payload: T | null
}
