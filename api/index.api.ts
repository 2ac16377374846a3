// The public API as it is declared, comments left out. `npm run api` writes this file.
import { RawIncoming, WireData, ConnectionUrl, ConnectionOptions, Connection, RegistryOptions, ConnectionRegistry, Codec } from './shared/core.mjs';
export { AttemptContext, BlobLike, CloseClass, CloseInfo, ConnectionError, ConnectionErrorCode, ConnectionListeners, ConnectionProtocols, ConnectionSnapshot, DropReason, DroppedMessage, EventLike, HandshakeIO, HeartbeatOptions, LifecycleOptions, LifecycleSignal, MessageEventLike, MessageListener, NotifyMode, OpenInfo, Phase, QueueOptions, ReadyState, ReconnectOptions, SendResult, SubscriberOptions, Unsubscribe, WebSocketConstructor, WebSocketLike } from './shared/core.mjs';
declare function createConnection<In = RawIncoming, Out = WireData>(url: ConnectionUrl, options?: ConnectionOptions<In, Out>): Connection<In, Out>;
declare function createRegistry({ defaults }?: RegistryOptions): ConnectionRegistry;
declare const getDefaultRegistry: () => ConnectionRegistry;
declare function text(): Codec<string, string>;
declare function binary(): Codec<ArrayBuffer, ArrayBufferLike | ArrayBufferView>;
interface JsonOptions {
    reviver?(this: unknown, key: string, value: unknown): unknown;
    replacer?(this: unknown, key: string, value: unknown): unknown;
}
declare function json<In = unknown, Out = unknown>(options?: JsonOptions): Codec<In, Out>;
export { Codec, Connection, ConnectionOptions, ConnectionRegistry, ConnectionUrl, RawIncoming, RegistryOptions, WireData, binary, createConnection, createRegistry, getDefaultRegistry, json, text };
export type { JsonOptions };
