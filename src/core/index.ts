export { createConnection } from './create-connection'
export { createRegistry, getDefaultRegistry } from './registry'
export { ReadyState } from './ready-state'
export type { Phase } from './ready-state'
export { ConnectionError } from './errors'
export type { ConnectionErrorCode } from './errors'
export { binary, text } from './codec/codec'
export { json } from './codec/json'
export type { JsonOptions, JsonSchemas } from './codec/json'
export { SchemaError } from './codec/schema'
export type { InferInput, InferOutput, SchemaIssue, StandardSchema } from './codec/schema'
export { channel } from './features/channel'
export type { Channel, ChannelOptions, ChannelProtocol, ChannelSnapshot, ChannelStatus } from './channel-types'
export { drained } from './features/drained'
export { JsonRpcError, jsonRpc } from './features/json-rpc'
export type { JsonRpcCall } from './features/json-rpc'
export { messages } from './features/messages'
export type { Interest, MessageSource } from './features/message-source'
export type { MessagesOptions } from './features/messages'
export { outbox } from './features/outbox'
export type { Outbox, OutboxOptions, OutboxStorage } from './features/outbox'
export { request } from './features/request'
export type { RequestOptions, RequestProtocol } from './request-types'
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
