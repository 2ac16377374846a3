export { useWebSocket, useWebSocket as default } from './use-websocket'
export { useSocketIO } from './use-socket-io'
export { useEventSource } from './use-event-source'
export { ReadyState } from './ready-state'
export { resetGlobalState } from './registry'
export type {
  EventSourceEventHandlers,
  EventSourceHook,
  EventSourceOnly,
  EventSourceOptions,
  HeartbeatOptions,
  Options,
  QueryParams,
  SendJsonMessage,
  SendMessage,
  SocketIOMessageData,
  Url,
  UrlFunction,
  WebSocketHook,
  WebSocketLike,
  WebSocketMessage,
} from './types'
