export { createConnection } from './connection/create-connection'
export { createRegistry } from './registry/registry'
export { getDefaultRegistry } from './registry/default-registry'
export { ReadyState } from './vocabulary/ready-state'
export type { Phase } from './vocabulary/ready-state'
export { ConnectionError } from './vocabulary/errors'
export type { ConnectionErrorCode } from './vocabulary/errors'
export { batch } from './vocabulary/batch'
export type { Batch } from './vocabulary/batch'
export { binary, text } from './codec/codec'
export { json } from './codec/json'
export type { JsonOptions, JsonSchemas } from './codec/json'
export { SchemaError } from './codec/schema'
export type { InferInput, InferOutput, SchemaIssue, StandardSchema } from './codec/schema'
export { channel } from './features/channel/channel'
export { recovery } from './features/channel/recovery'
export type { Channel, ChannelFrame, ChannelFrames, ChannelOptions, ChannelPositions, ChannelProtocol, ChannelSnapshot, ChannelStatus, SubscribeContext } from './vocabulary/channel'
export type { LoadContext, LoadResult, Recovery, RecoveryOptions, RecoveryVerdict } from './vocabulary/recovery'
export { defineOptions } from './vocabulary/define-options'
export type { DefinedOptions } from './vocabulary/define-options'
export { drained } from './features/drained'
export { JsonRpcError, jsonRpc } from './features/request/json-rpc'
export type { JsonRpcCall, JsonRpcRequest } from './features/request/json-rpc'
export { messages } from './features/messages'
export type { MessageSource } from './features/message-source'
export type { MessagesOptions } from './features/messages'
export { outbox } from './features/outbox/outbox'
export type { Outbox, OutboxOptions, OutboxStorage } from './features/outbox/outbox'
export { request } from './features/request/request'
export { requestStream } from './features/request/request-stream'
export type { RequestStreamOptions } from './features/request/request-stream'
export { tap } from './features/tap/tap'
export { inspect } from './features/tap/inspect'
export type { FrameRole, InspectedChannel, InspectedOption, Inspection, TapCause, TapEvent, TapListener, TapOptions } from './vocabulary/tap'
export { respond } from './features/request/respond'
export type { RequestHandler, RequestOptions, RequestProtocol, RespondOptions } from './vocabulary/request'
export type {
  CloseClass,
  FarewellIO,
  HandshakeIO,
  HandshakeResult,
  HeartbeatOptions,
  LifecycleOptions,
  LifecycleSignal,
  QueueOptions,
  ReconnectOptions,
} from './vocabulary/options'
export type { AttemptContext, ConnectionListeners, ConnectionProtocols, ConnectionSnapshot, ConnectionUrl, DroppedMessage, DropReason, MessageListener, NotifyMode, SendOptions, SendResult } from './vocabulary/events'
export type { AbortSignalLike, BlobLike, CloseInfo, Codec, EventLike, FrameCodec, MessageEventLike, RawIncoming, Unsubscribe, WebSocketConstructor, WebSocketLike, WireData } from './vocabulary/wire'
export type { AnyCodec, CodecOf, CodecOption, IncomingOf, MessageFilter, OutgoingOf, PassedBy, RawCodec } from './vocabulary/inference'
export type { HistoryOptions, Interest, MessageViewOptions, ReplayOption } from './vocabulary/message-view'
export type { Connection, ConnectionOptions } from './vocabulary/connection'
export type { OpenInfo, SubscriberOptions } from './vocabulary/subscriber'
export type { ConnectionRegistry, RegistryOptions, ShareOption } from './vocabulary/registry'
