// The public API as it is declared, comments left out. `npm run api` writes this file.
import { ConnectionUrl, Connection, AnyCodec, RawCodec, ConnectionOptions, IncomingOf, OutgoingOf, CodecOption, RegistryOptions, ConnectionRegistry, FrameCodec, ChannelOptions, Channel, RecoveryOptions, Recovery, AbortSignalLike, RequestProtocol, Interest, ReplayOption, MessageSource, SendResult, Unsubscribe, RequestOptions, RequestHandler, RespondOptions } from './shared/core.mjs';
export { AttemptContext, Batch, BlobLike, ChannelFrame, ChannelFrames, ChannelPositions, ChannelProtocol, ChannelSnapshot, ChannelStatus, CloseClass, CloseInfo, Codec, CodecOf, ConnectionError, ConnectionErrorCode, ConnectionListeners, ConnectionProtocols, ConnectionSnapshot, DefinedOptions, DropReason, DroppedMessage, EventLike, FarewellIO, HandshakeIO, HandshakeResult, HeartbeatOptions, HistoryOptions, LifecycleOptions, LifecycleSignal, LoadContext, LoadResult, MessageEventLike, MessageFilter, MessageListener, MessageViewOptions, NotifyMode, OpenInfo, PassedBy, Phase, QueueOptions, RawIncoming, ReadyState, ReconnectOptions, RecoveryVerdict, SendOptions, ShareOption, SubscribeContext, SubscriberOptions, WebSocketConstructor, WebSocketLike, WireData, batch, defineOptions } from './shared/core.mjs';
declare function createConnection(url: ConnectionUrl): Connection;
declare function createConnection<C extends AnyCodec = RawCodec, Position = unknown>(url: ConnectionUrl, options: (ConnectionOptions<IncomingOf<C>, OutgoingOf<C>, Position> & CodecOption<C>) | undefined): Connection<IncomingOf<C>, OutgoingOf<C>, Position>;
declare function createRegistry({ defaults }?: RegistryOptions): ConnectionRegistry;
declare const getDefaultRegistry: () => ConnectionRegistry;
declare function text(): FrameCodec<string, string>;
declare function binary(): FrameCodec<ArrayBuffer, ArrayBufferLike | ArrayBufferView>;
interface StandardSchema<Input = unknown, Output = Input> {
    readonly '~standard': {
        readonly version: 1;
        readonly vendor: string;
        readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
        readonly types?: {
            readonly input: Input;
            readonly output: Output;
        } | undefined;
    };
}
type SchemaResult<Output> = {
    readonly value: Output;
    readonly issues?: undefined;
} | {
    readonly issues: readonly SchemaIssue[];
};
interface SchemaIssue {
    readonly message: string;
    readonly path?: readonly (PropertyKey | {
        readonly key: PropertyKey;
    })[] | undefined;
}
type Types<S extends StandardSchema> = NonNullable<S['~standard']['types']>;
type InferInput<S extends StandardSchema> = Types<S>['input'];
type InferOutput<S extends StandardSchema> = Types<S>['output'];
declare class SchemaError extends Error {
    readonly name = "SchemaError";
    readonly issues: readonly SchemaIssue[];
    constructor(issues: readonly SchemaIssue[]);
}
interface JsonOptions {
    reviver?(this: unknown, key: string, value: unknown): unknown;
    replacer?(this: unknown, key: string, value: unknown): unknown;
}
interface JsonSchemas<I extends StandardSchema | undefined, O extends StandardSchema | undefined> extends JsonOptions {
    incoming?: I;
    outgoing?: O;
}
declare function json<S extends StandardSchema>(incoming: S): FrameCodec<InferOutput<S>, unknown>;
declare function json<I extends StandardSchema | undefined = undefined, O extends StandardSchema | undefined = undefined>(schemas: JsonSchemas<I, O> & ({
    incoming: I;
} | {
    outgoing: O;
})): FrameCodec<I extends StandardSchema ? InferOutput<I> : unknown, O extends StandardSchema ? InferInput<O> : unknown>;
declare function json<In = unknown, Out = unknown>(options?: JsonOptions): FrameCodec<In, Out>;
declare function channel<In, Out, Position = unknown>(connection: Connection<In, Out, Position>, key: string, { position }?: ChannelOptions<NoInfer<Position>>): Channel<In>;
declare const recovery: <In, Position = unknown>(options: RecoveryOptions<In, Position>) => Recovery<In, Position>;
declare function drained<In, Out>(connection: Connection<In, Out>, { signal }?: {
    readonly signal?: AbortSignalLike;
}): Promise<void>;
interface JsonRpcCall {
    readonly method: string;
    readonly params?: unknown;
}
declare class JsonRpcError extends Error {
    readonly name = "JsonRpcError";
    readonly code: number;
    readonly data: unknown;
    constructor({ code, message, data }: {
        readonly code: number;
        readonly message: string;
        readonly data?: unknown;
    });
}
interface JsonRpcRequest extends JsonRpcCall {
    readonly id: string | number;
}
declare const jsonRpc: () => RequestProtocol<never, never>;
interface BufferOptions<T> {
    limit?: number;
    onLoss?(message: T): void;
}
interface MessagesOptions<In = unknown, Selected = In> extends Interest<In, Selected>, ReplayOption, BufferOptions<Selected> {
    signal?: AbortSignalLike;
}
declare const messages: <In, Selected = In>(source: MessageSource<In>, options?: MessagesOptions<In, Selected>) => AsyncIterable<Selected>;
interface OutboxStorage<Out> {
    load(): readonly Out[] | null | undefined | Promise<readonly Out[] | null | undefined>;
    save(messages: readonly Out[]): void | Promise<void>;
}
interface OutboxOptions<In, Out> {
    id(message: Out): string;
    isAck(message: In, id: string): boolean;
    maxMessages?: number;
    storage?: OutboxStorage<Out>;
}
interface Outbox<Out> {
    readonly pending: readonly Out[];
    send(message: Out): SendResult;
    subscribe(listener: () => void): Unsubscribe;
    dispose(): void;
}
declare function outbox<In, Out>(connection: Connection<In, Out>, options: OutboxOptions<In, Out>): Outbox<Out>;
declare function request<In, Out, Reply = In>(connection: Connection<In, Out>, message: Out, options?: RequestOptions<In>): Promise<Reply>;
interface RequestStreamOptions<In = unknown, Reply = In> extends RequestOptions<In>, BufferOptions<Reply> {
    timeoutMs?: number;
    isLast?(reply: In): boolean;
}
declare const requestStream: <In, Out, Reply = In>(connection: Connection<In, Out>, message: Out, options?: RequestStreamOptions<In, Reply>) => AsyncIterable<Reply>;
declare function respond<In, Out, Request = unknown>(connection: Connection<In, Out>, handler: RequestHandler<Request>, { match }?: RespondOptions<Request>): Unsubscribe;
export { AbortSignalLike, AnyCodec, Channel, ChannelOptions, CodecOption, Connection, ConnectionOptions, ConnectionRegistry, ConnectionUrl, FrameCodec, IncomingOf, Interest, JsonRpcError, MessageSource, OutgoingOf, RawCodec, Recovery, RecoveryOptions, RegistryOptions, ReplayOption, RequestHandler, RequestOptions, RequestProtocol, RespondOptions, SchemaError, SendResult, Unsubscribe, binary, channel, createConnection, createRegistry, drained, getDefaultRegistry, json, jsonRpc, messages, outbox, recovery, request, requestStream, respond, text };
export type { InferInput, InferOutput, JsonOptions, JsonRpcCall, JsonRpcRequest, JsonSchemas, MessagesOptions, Outbox, OutboxOptions, OutboxStorage, RequestStreamOptions, SchemaIssue, StandardSchema };
