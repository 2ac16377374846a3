// The public API as it is declared, comments left out. `npm run api` writes this file.
declare const ReadyState: {
    readonly UNINSTANTIATED: -1;
    readonly CONNECTING: 0;
    readonly OPEN: 1;
    readonly CLOSING: 2;
    readonly CLOSED: 3;
};
type ReadyState = (typeof ReadyState)[keyof typeof ReadyState];
type Phase = 'idle' | 'resolving' | 'connecting' | 'readying' | 'open' | 'closing' | 'waiting' | 'suspended' | 'closed';
declare const REMEDIES: {
    'invalid-url': string;
    'insecure-url': string;
    'invalid-protocol': string;
    'no-websocket': string;
    'transport-failed': string;
    'url-failed': string;
    'url-timeout': string;
    'connect-failed': string;
    'connect-timeout': string;
    'handshake-failed': string;
    'handshake-timeout': string;
    'heartbeat-timeout': string;
    closed: string;
    'attempts-exhausted': string;
    'protocol-mismatch': string;
    'decode-failed': string;
    'request-timeout': string;
    'request-lost': string;
    'request-refused': string;
    'messages-lost': string;
    'socket-lost': string;
    'subscribe-timeout': string;
    'encode-failed': string;
    'invalid-close': string;
};
type ConnectionErrorCode = keyof typeof REMEDIES | 'worker-failed' | 'worker-outdated';
declare class ConnectionError extends Error {
    readonly name = "ConnectionError";
    readonly code: ConnectionErrorCode;
    readonly fatal: boolean;
    readonly cause: unknown;
    constructor(code: ConnectionErrorCode, message: string, options?: {
        cause?: unknown;
        fatal?: boolean;
    });
}
declare const MEMBERS: unique symbol;
interface Batch<T> {
    readonly [MEMBERS]: readonly T[];
}
declare const batch: <T>(members: readonly T[]) => Batch<T>;
type Unsubscribe = () => void;
type PlatformType<Name extends string, Fallback> = typeof globalThis extends {
    [K in Name]: {
        prototype: infer E;
    };
} ? E : Fallback;
type EventLike = PlatformType<'Event', {
    readonly type: string;
}>;
type MessageEventLike = PlatformType<'MessageEvent', {
    readonly type: string;
    readonly data: unknown;
}>;
type URLLike = PlatformType<'URL', {
    readonly href: string;
}>;
type AbortSignalLike = PlatformType<'AbortSignal', {
    readonly aborted: boolean;
    readonly reason?: unknown;
}>;
interface BlobLike {
    readonly size: number;
    readonly type: string;
    arrayBuffer(): Promise<ArrayBuffer>;
}
type WireData = string | ArrayBufferLike | ArrayBufferView | BlobLike;
type RawIncoming = string | ArrayBuffer;
interface WebSocketLike {
    readonly readyState: number;
    readonly bufferedAmount?: number | undefined;
    readonly protocol?: string | undefined;
    readonly extensions?: unknown;
    readonly url?: string | undefined;
    binaryType?: string;
    send(data: never): void;
    close(code?: number, reason?: string): void;
    addEventListener?(type: never, listener: never, ...rest: never[]): void;
    removeEventListener?(type: never, listener: never, ...rest: never[]): void;
}
type WebSocketConstructor = new (url: string, protocols?: string | string[]) => WebSocketLike;
interface CloseInfo {
    readonly code: number;
    readonly reason: string;
    readonly wasClean: boolean;
}
interface Codec<In, Out> {
    readonly name?: string;
    encode(message: Out): WireData | Batch<WireData>;
    decode(data: unknown): In | Batch<In>;
}
interface FrameCodec<In, Out> extends Codec<In, Out> {
    encode(message: Out): WireData;
    decode(data: unknown): In;
}
interface AttemptContext {
    readonly attempt: number;
    readonly lastClose: CloseInfo | null;
    readonly signal: AbortSignalLike;
}
type MaybePromise<T> = T | Promise<T>;
type ConnectionUrl = string | URLLike | ((context: AttemptContext) => MaybePromise<string | URLLike>);
type ConnectionProtocols = string | string[] | ((context: AttemptContext) => MaybePromise<string | string[]>);
type NotifyMode = 'frame' | 'sync' | {
    readonly throttleMs: number;
};
type SendResult = 'sent' | 'queued' | 'dropped';
type DropReason = 'overflow' | 'expired' | 'closed' | 'not-open' | 'refused' | 'cleared';
interface DroppedMessage<Out = unknown> {
    readonly message: Out;
    readonly reason: DropReason;
    readonly error?: unknown;
}
interface SendOptions<Out = unknown> {
    readonly queue?: boolean;
    stamp?(message: Out): Out;
}
interface ConnectionSnapshot<In = unknown> {
    readonly readyState: ReadyState;
    readonly phase: Phase;
    readonly url: string | null;
    readonly protocol: string;
    readonly extensions: string;
    readonly attempt: number;
    readonly retryAt: number | null;
    readonly lastClose: CloseInfo | null;
    readonly error: ConnectionError | null;
    readonly data: In | undefined;
    readonly lastMessage: MessageEventLike | null;
    readonly queued: number;
    readonly latencyMs: number | null;
}
interface KeptMessage<In> {
    readonly message: In;
    readonly event: MessageEventLike;
    readonly at: number;
}
interface Listeners<In, Out> {
    message(message: In, event: MessageEventLike): void;
    ready(): void;
    open(event: EventLike, info: {
        readonly isReconnect: boolean;
    }): void;
    close(close: CloseInfo, event: EventLike | null): void;
    error(error: ConnectionError): void;
    state(snapshot: ConnectionSnapshot<In>, previous: ConnectionSnapshot<In>): void;
    drop(dropped: DroppedMessage<Out>): void;
}
type ConnectionListeners<In, Out> = Omit<Listeners<In, Out>, 'message'>;
type MessageListener<In> = Listeners<In, never>['message'];
type AddListener<In, Out> = <K extends keyof ConnectionListeners<In, Out>>(type: K, listener: ConnectionListeners<In, Out>[K]) => Unsubscribe;
type ChannelStatus = 'idle' | 'subscribing' | 'loading' | 'subscribed' | 'ended' | 'error';
type RecoveryVerdict = 'fresh' | 'resumed' | 'gap';
interface LoadContext<Position = unknown> {
    readonly reason: 'fresh' | 'gap';
    readonly position: Position | undefined;
    readonly signal: AbortSignalLike;
}
interface LoadResult<In, Position> {
    readonly messages: readonly In[];
    readonly position?: Position | undefined;
}
interface RecoveryOptions<In, Position> {
    verdictOf?(ack: In): RecoveryVerdict | undefined;
    isGap?(position: Position, previous: Position): boolean;
    load?(key: string, context: LoadContext<Position>): Promise<LoadResult<In, Position>>;
    isAfter?(position: Position, loaded: Position): boolean;
}
interface Recovery<In = unknown, Position = unknown> {
    readonly options: object;
    attach(topic: RecoveredTopic<Position>, hub: RecoveryHost<In, Position>): TopicRecovery<In>;
}
interface RecoveredTopic<Position> {
    readonly key: string;
    readonly step: 0 | 1 | 2 | 3 | 4 | 5;
    readonly holders: number;
    readonly ack: unknown;
    position: Position | undefined;
    isRewound?: boolean | undefined;
    failures: number;
    readonly latest: {
        readonly status: ChannelStatus;
        readonly error: unknown;
        readonly recovery: RecoveryVerdict | null;
    };
    emit(type: 'recovery', verdict: RecoveryVerdict): void;
    cancelTimer: (() => void) | undefined;
}
interface RecoveryHost<In, Position> {
    readonly connection: {
        getSnapshot(): {
            readonly phase: string;
        };
    };
    rules(): {
        readonly recovery?: Recovery<In, Position>;
        readonly subscribeTimeoutMs?: number;
        readonly retry?: boolean | ((attempt: number, lastClose: CloseInfo | null) => number | undefined);
        positionOf?(message: In): Position | null | undefined;
    };
    deliver(topic: RecoveredTopic<Position>, message: In, event: MessageEventLike, position: Position | null | undefined): void;
    show(topic: RecoveredTopic<Position>, status: ChannelStatus, error?: unknown, recovery?: RecoveryVerdict | null): void;
    restart(topic: RecoveredTopic<Position>): void;
    fail(topic: RecoveredTopic<Position>, error: unknown, step: RecoveredTopic<Position>['step'], again: () => void): boolean;
}
interface TopicRecovery<In> {
    subscribed(): void;
    take(message: In, event: MessageEventLike): void;
    reset(): void;
}
type ChannelFrame<Out> = Out | Batch<Out> | undefined;
interface SubscribeContext {
    readonly signal: AbortSignalLike;
}
interface ChannelFrames<In, Out, Position> {
    subscribe(key: string, position: Position | undefined, context: SubscribeContext): ChannelFrame<Out> | Promise<ChannelFrame<Out>>;
    subscribeMany?(channels: readonly {
        readonly key: string;
        readonly position?: Position;
    }[]): ChannelFrame<Out> | Promise<ChannelFrame<Out>>;
    unsubscribe?(key: string, ack: In | undefined): ChannelFrame<Out>;
    route(message: In): string | readonly string[] | undefined;
    ackOf?(message: In): string | readonly string[] | undefined;
    errorOf?(message: In): {
        readonly key: string | readonly string[];
        readonly error: unknown;
    } | undefined;
    endOf?(message: In): string | undefined;
    recovery?: Recovery<In, Position>;
    subscribeTimeoutMs?: number;
    retry?: boolean | ((attempt: number, lastClose: CloseInfo | null) => number | undefined);
    maxPerSecond?: number;
}
interface ChannelPositions<In, Position> {
    history?: number;
    positionOf?(message: In): Position | null | undefined;
    latest?(message: In, channelKey: string): string | undefined;
}
interface ChannelProtocol<In = unknown, Out = unknown, Position = unknown> extends ChannelFrames<In, Out, Position>, ChannelPositions<In, Position> {
}
interface ChannelSnapshot<In = unknown> {
    readonly status: ChannelStatus;
    readonly recovery: RecoveryVerdict | null;
    readonly data: In | undefined;
    readonly lastMessage: MessageEventLike | null;
    readonly error: unknown;
    readonly conflated?: number;
}
interface ChannelOptions<Position = unknown> {
    position?: Position;
}
interface Channel<In = unknown> {
    readonly key: string;
    readonly notify: NotifyMode;
    readonly history: readonly KeptMessage<In>[];
    getSnapshot(): ChannelSnapshot<In>;
    subscribe(listener: () => void): Unsubscribe;
    onMessage(listener: MessageListener<In>): Unsubscribe;
    onRecovery(listener: (recovery: RecoveryVerdict) => void): Unsubscribe;
    resubscribe(): void;
    readonly on: AddListener<In, never>;
    retain(): Unsubscribe;
}
interface ReconnectOptions {
    minDelayMs?: number;
    maxDelayMs?: number;
    maxAttempts?: number;
    stableAfterMs?: number;
    delay?(attempt: number, lastClose: CloseInfo | null): number | undefined;
    shouldReconnect?(close: CloseInfo, attempt: number): boolean | undefined;
    classifyClose?(close: CloseInfo): CloseClass | undefined;
}
type CloseClass = 'retry' | 'retry-later' | 'refresh' | 'fatal' | 'done';
interface HeartbeatOptions {
    intervalMs?: number | (() => number);
    idleOnly?: boolean;
    timeoutMs?: number | (() => number);
    message?: WireData | null | (() => WireData);
    isPong?(message: unknown): boolean;
    reply?(message: unknown): WireData | undefined;
}
interface QueueOptions {
    maxMessages?: number;
    maxBytes?: number;
    ttlMs?: number;
    overflow?: 'drop-oldest' | 'drop-newest';
    highWaterMarkBytes?: number;
}
type LifecycleSignal = 'online' | 'offline' | 'visible' | 'hidden' | 'frozen' | 'resumed' | 'restored';
interface LifecycleOptions {
    source?(emit: (signal: LifecycleSignal) => void): Unsubscribe;
}
interface FarewellIO<In> {
    receive<Matched extends In>(match: (message: In) => message is Matched): Promise<Matched>;
    receive(match?: (message: In) => boolean): Promise<In>;
    readonly signal: AbortSignalLike;
}
interface HandshakeIO<In, Out> extends FarewellIO<In> {
    send(message: Out): void;
    readonly isRenewal: boolean;
}
type OrVoid<T> = T | void;
interface HandshakeResult {
    readonly renewAfterMs?: number;
}
interface RequestProtocol<In = unknown, Out = unknown, Request = unknown> {
    tag(message: Out, id: string): Out;
    idOf(message: In): string | number | undefined;
    resultOf?(reply: In): unknown;
    isLast?(reply: In): boolean;
    cancel?(id: string): Out;
    requestOf?(message: In): Request | undefined;
    reply?(result: unknown, request: Request): Out;
    replyError?(error: unknown, request: Request): Out;
    replyUnknown?(request: Request): Out;
}
interface RequestOptions<In = unknown> {
    match?(message: In): boolean;
    timeoutMs?: number;
    signal?: AbortSignalLike;
    retryOnReconnect?: boolean;
}
interface RespondOptions<Request = unknown> {
    match?(request: Request): boolean;
}
type RequestHandler<Request = unknown> = (request: Request, context: {
    readonly signal: AbortSignalLike;
}) => unknown;
interface ConnectionOptions<In = RawIncoming, Out = WireData, Position = unknown> {
    key?: string;
    protocols?: ConnectionProtocols;
    codec?: Codec<In, Out> | (() => Codec<In, Out>);
    WebSocket?: WebSocketConstructor;
    transport?: (url: string, protocols?: string | string[], owner?: object) => WebSocketLike;
    binaryType?: 'arraybuffer' | 'blob';
    connectTimeoutMs?: number;
    handshake?(io: HandshakeIO<In, Out>): OrVoid<HandshakeResult> | Promise<OrVoid<HandshakeResult>>;
    handshakeTimeoutMs?: number;
    farewell?(send: (message: Out) => void, io: FarewellIO<In>): void | Promise<void>;
    setup?(connection: NoInfer<Connection<In, Out, Position>>): OrVoid<() => void>;
    reconnect?: boolean | ReconnectOptions;
    heartbeat?: false | HeartbeatOptions;
    queue?: false | QueueOptions;
    lingerMs?: number;
    closeTimeoutMs?: number;
    lifecycle?: false | LifecycleOptions;
    notify?: NotifyMode;
    history?: number;
    channels?: NoInfer<ChannelFrames<In, Out, Position>> & ChannelPositions<NoInfer<In>, Position>;
    requests?: NoInfer<RequestProtocol<In, Out>>;
}
interface OptionsHolder<In = RawIncoming, Out = WireData> {
    readonly url: ConnectionUrl | null | undefined;
    readonly options: ConnectionOptions<In, Out>;
}
interface Connection<In = RawIncoming, Out = WireData, Position = unknown> {
    readonly key: string;
    getSnapshot(): ConnectionSnapshot<In>;
    subscribe(listener: () => void): Unsubscribe;
    onMessage(listener: MessageListener<In>): Unsubscribe;
    readonly on: AddListener<In, Out>;
    retain(): () => void;
    connect(): void;
    disconnect(code?: number, reason?: string): void;
    reconnect(): void;
    renew(): Promise<void>;
    ping(): void;
    setOptions(options: ConnectionOptions<In, Out, Position>): void;
    holdOptions(holder: OptionsHolder<In, Out>, isPassive?: boolean): Unsubscribe;
    optionsChanged(holder: OptionsHolder<In, Out>): void;
    send(message: Out, options?: SendOptions<Out>): SendResult;
    readonly queuedMessages: readonly Out[];
    clearQueue(predicate?: (message: Out) => boolean): number;
    readonly bufferedAmount: number;
    readonly socket: WebSocketLike | null;
    readonly openEvent: EventLike | null;
    option<Name extends keyof ConnectionOptions>(name: Name): ConnectionOptions<In, Out, Position>[Name];
    readonly options: ConnectionOptions<In, Out, Position>;
    readonly notify: NotifyMode;
    readonly history: readonly KeptMessage<In>[];
    dispose(): void;
}
type AnyCodec = Codec<unknown, unknown>;
type RawCodec = Codec<RawIncoming, WireData>;
type IncomingOf<C> = C extends Codec<infer In, infer _Out> ? In : never;
type OutgoingOf<C> = C extends Codec<infer _In, infer Out> ? Out : never;
interface StrictRawCodec {
    readonly encode: (message: WireData) => WireData | Batch<WireData>;
    readonly decode: (data: unknown) => RawIncoming | Batch<RawIncoming>;
}
type CodecOption<C> = {
    codec?: C | (() => C);
} & ([
    C
] extends [
    StrictRawCodec
] ? unknown : {
    codec: unknown;
});
type CodecOf<C> = [
    C
] extends [
    StrictRawCodec
] ? {
    codec?: C | (() => C);
} : {
    codec: C | (() => C);
};
type MessageFilter<In> = (message: In) => boolean;
type PassedBy<Filter, In> = Filter extends (message: In) => message is (infer Passed extends In) ? Passed : In;
interface RegistryOptions {
    defaults?: Partial<ConnectionOptions<unknown, unknown>>;
}
interface ShareOption {
    readonly share?: boolean | undefined;
}
interface ConnectionRegistry {
    connection(url: ConnectionUrl): Connection;
    connection<C extends AnyCodec = RawCodec, Position = unknown>(url: ConnectionUrl, options: (ConnectionOptions<IncomingOf<C>, OutgoingOf<C>, Position> & CodecOption<C> & ShareOption) | undefined): Connection<IncomingOf<C>, OutgoingOf<C>, Position>;
    acquire<In, Out>(holder: OptionsHolder<In, Out> & {
        readonly options: ShareOption;
    }): Connection<In, Out>;
    entries(): Iterable<Connection<unknown, unknown>>;
    onConnection(listener: (connection: Connection<unknown, unknown>) => void): Unsubscribe;
    dispose(): void;
}
declare function createConnection(url: ConnectionUrl): Connection;
declare function createConnection<C extends AnyCodec = RawCodec, Position = unknown>(url: ConnectionUrl, options: (ConnectionOptions<IncomingOf<C>, OutgoingOf<C>, Position> & CodecOption<C>) | undefined): Connection<IncomingOf<C>, OutgoingOf<C>, Position>;
declare function createRegistry(options?: RegistryOptions): ConnectionRegistry;
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
interface OpenInfo {
    readonly isReconnect: boolean;
    readonly isLateJoin: boolean;
}
interface SubscriberOptions<In, Selected = In, Filter extends MessageFilter<In> = MessageFilter<In>> {
    enabled?: boolean;
    filter?: Filter;
    select?(message: PassedBy<Filter, In>): Selected;
    onOpen?(event: EventLike, info: OpenInfo): void;
    onMessage?(message: PassedBy<Filter, In>, event: MessageEventLike): void;
    onClose?(close: CloseInfo, event: EventLike | null): void;
    onError?(error: ConnectionError): void;
}
interface DefinedOptions<In, Out, Selected, Filter extends MessageFilter<In>, Position> extends ConnectionOptions<In, Out, Position>, SubscriberOptions<In, Selected, Filter> {
    share?: boolean;
    registry?: ConnectionRegistry;
}
declare function defineOptions<C extends AnyCodec = RawCodec, Filter extends MessageFilter<IncomingOf<C>> = MessageFilter<IncomingOf<C>>, Selected = PassedBy<Filter, IncomingOf<C>>, Position = unknown>(options: DefinedOptions<IncomingOf<C>, OutgoingOf<C>, Selected, Filter, Position> & CodecOption<C>): DefinedOptions<IncomingOf<C>, OutgoingOf<C>, Selected, Filter, Position> & CodecOf<C>;
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
interface Interest<In, Selected = In> {
    filter?(message: In): boolean;
    select?(message: In): Selected;
}
interface ReplayOption {
    replay?: boolean;
}
interface MessageViewOptions<In, Selected = In> extends Interest<In, Selected>, ReplayOption {
    paused?: boolean;
}
interface HistoryOptions<In, Selected = In> extends MessageViewOptions<In, Selected> {
    limit?: number;
    windowMs?: number;
}
interface BufferOptions<T> {
    limit?: number;
    onLoss?(message: T): void;
}
interface MessageSource<In> {
    readonly notify: NotifyMode;
    readonly history?: readonly KeptMessage<In>[];
    onHistory?(listener: () => void): Unsubscribe;
    onMessage(listener: MessageListener<In>): Unsubscribe;
    on: Connection<In, never>['on'];
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
type AnyConnection = Connection<unknown, unknown>;
interface TapCause {
    readonly type: 'retain' | 'release' | 'connect' | 'disconnect' | 'reconnect' | 'renew' | 'ping' | 'dispose' | 'options' | 'deadline' | 'signal' | 'resolved' | 'failed' | 'socket-open' | 'socket-closing' | 'socket-close' | 'ready' | 'ping-sent';
    readonly detail?: string | undefined;
}
type FrameRole = 'message' | 'heartbeat' | 'handshake';
interface InspectedChannel {
    readonly key: string;
    readonly status: ChannelStatus;
    readonly recovery: RecoveryVerdict | null;
    readonly position: unknown;
    readonly holders: number;
    readonly error: unknown;
}
interface TapEvents {
    created: object;
    disposed: object;
    state: {
        readonly phase: Phase;
        readonly previous: Phase;
        readonly cause: TapCause;
        readonly attempt: number;
        readonly retryAt: number | null;
        readonly lastClose: CloseInfo | null;
        readonly error: ConnectionError | null;
        readonly isReconnect: boolean;
    };
    dial: {
        readonly attempt: number;
        readonly url: string;
        readonly protocols: number;
    };
    frame: {
        readonly direction: 'in' | 'out';
        readonly role: FrameRole;
        readonly data: unknown;
        readonly bytes: number;
        readonly messages: readonly unknown[];
    };
    queue: {
        readonly queued: number;
        readonly bufferedAmount: number;
    };
    drop: {
        readonly message: unknown;
        readonly reason: DropReason;
    };
    error: {
        readonly error: ConnectionError;
    };
    channel: InspectedChannel;
    request: {
        readonly request: number;
        readonly stage: 'start' | 'sent' | 'reply' | 'end';
        readonly message?: unknown;
        readonly outcome?: 'replied' | 'failed' | 'cancelled' | undefined;
        readonly error?: unknown;
    };
    renewal: {
        readonly stage: 'start' | 'done' | 'failed';
    };
    options: object;
}
type TapEvent = {
    [T in keyof TapEvents]: {
        readonly type: T;
        readonly at: number;
        readonly connection: AnyConnection;
    } & TapEvents[T];
}[keyof TapEvents];
type TapListener = (event: TapEvent) => void;
interface TapOptions {
    readonly frames?: boolean;
}
interface InspectedOption {
    readonly name: string;
    readonly value: string;
    readonly from: string;
}
interface Inspection {
    readonly demand: number;
    readonly holders: readonly {
        readonly name: string;
        readonly names: readonly string[];
    }[];
    readonly options: readonly InspectedOption[];
    readonly channels: readonly InspectedChannel[];
}
declare function tap(registry: ConnectionRegistry, listener: TapListener, { frames }?: TapOptions): Unsubscribe;
declare function inspect(connection: AnyConnection): Inspection;
declare function respond<In, Out, Request = unknown>(connection: Connection<In, Out>, handler: RequestHandler<Request>, { match }?: RespondOptions<Request>): Unsubscribe;
export { ConnectionError, JsonRpcError, ReadyState, SchemaError, batch, binary, channel, createConnection, createRegistry, defineOptions, drained, getDefaultRegistry, inspect, json, jsonRpc, messages, outbox, recovery, request, requestStream, respond, tap, text };
export type { AbortSignalLike, AnyCodec, AttemptContext, Batch, BlobLike, Channel, ChannelFrame, ChannelFrames, ChannelOptions, ChannelPositions, ChannelProtocol, ChannelSnapshot, ChannelStatus, CloseClass, CloseInfo, Codec, CodecOf, CodecOption, Connection, ConnectionErrorCode, ConnectionListeners, ConnectionOptions, ConnectionProtocols, ConnectionRegistry, ConnectionSnapshot, ConnectionUrl, DefinedOptions, DropReason, DroppedMessage, EventLike, FarewellIO, FrameCodec, FrameRole, HandshakeIO, HandshakeResult, HeartbeatOptions, HistoryOptions, IncomingOf, InferInput, InferOutput, InspectedChannel, InspectedOption, Inspection, Interest, JsonOptions, JsonRpcCall, JsonRpcRequest, JsonSchemas, LifecycleOptions, LifecycleSignal, LoadContext, LoadResult, MessageEventLike, MessageFilter, MessageListener, MessageSource, MessageViewOptions, MessagesOptions, NotifyMode, OpenInfo, Outbox, OutboxOptions, OutboxStorage, OutgoingOf, PassedBy, Phase, QueueOptions, RawCodec, RawIncoming, ReconnectOptions, Recovery, RecoveryOptions, RecoveryVerdict, RegistryOptions, ReplayOption, RequestHandler, RequestOptions, RequestProtocol, RequestStreamOptions, RespondOptions, SchemaIssue, SendOptions, SendResult, ShareOption, StandardSchema, SubscribeContext, SubscriberOptions, TapCause, TapEvent, TapListener, TapOptions, Unsubscribe, WebSocketConstructor, WebSocketLike, WireData };
