export { useWebSocket } from './use-websocket'
export type {
  HeartbeatSettings,
  ReconnectSettings,
  UseWebSocketOptions,
  UseWebSocketReturn,
  WebSocketHeartbeatMessage,
  WebSocketStatus,
} from './types'
