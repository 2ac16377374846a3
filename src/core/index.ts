export { createConnection } from './create-connection'
export { createRegistry, getDefaultRegistry } from './registry'
export { ReadyState } from './ready-state'
export type { Phase } from './ready-state'
export { ConnectionError } from './errors'
export type { ConnectionErrorCode } from './errors'
export { binary, text } from './codec/codec'
export { json } from './codec/json'
export type { JsonOptions } from './codec/json'
export type {
  CloseClass,
  ConnectionOptions,
  HandshakeIO,
  HeartbeatOptions,
  LifecycleOptions,
  LifecycleSignal,
  QueueOptions,
  ReconnectOptions,
} from './option-types'
export type {
  AttemptContext,
  BlobLike,
  CloseInfo,
  Codec,
  Connection,
  ConnectionListeners,
  ConnectionProtocols,
  ConnectionSnapshot,
  ConnectionUrl,
  DroppedMessage,
  DropReason,
  EventLike,
  MessageEventLike,
  MessageListener,
  NotifyMode,
  OpenInfo,
  RawIncoming,
  SendResult,
  SubscriberOptions,
  Unsubscribe,
  WebSocketConstructor,
  WebSocketLike,
  WireData,
} from './types'
export type { ConnectionRegistry, RegistryOptions } from './registry-types'
