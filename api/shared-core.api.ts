// The public API as it is declared, comments left out. `npm run api` writes this file.
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
    'encode-failed': string;
    'invalid-close': string;
};
type ConnectionErrorCode = keyof typeof REMEDIES;
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
declare const ReadyState: {
    readonly UNINSTANTIATED: -1;
    readonly CONNECTING: 0;
    readonly OPEN: 1;
    readonly CLOSING: 2;
    readonly CLOSED: 3;
};
type ReadyState = (typeof ReadyState)[keyof typeof ReadyState];
type Phase = 'idle' | 'resolving' | 'connecting' | 'readying' | 'open' | 'closing' | 'waiting' | 'suspended' | 'closed';
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
interface ChannelFrames<In, Out, Position> {
    subscribe(key: string, position?: Position): Out;
    unsubscribe?(key: string): Out;
    route(message: In): string | undefined;
    ackOf?(message: In): string | undefined;
    errorOf?(message: In): {
        readonly key: string;
        readonly error: unknown;
    } | undefined;
}
interface ChannelPositions<In, Position> {
    history?: number;
    positionOf?(message: In): Position | undefined;
}
interface ChannelProtocol<In = unknown, Out = unknown, Position = unknown> extends ChannelFrames<In, Out, Position>, ChannelPositions<In, Position> {
}
type ChannelStatus = 'idle' | 'subscribing' | 'subscribed' | 'error';
interface ChannelSnapshot<In = unknown> {
    readonly status: ChannelStatus;
    readonly data: In | undefined;
    readonly lastMessage: MessageEventLike | null;
    readonly error: unknown;
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
    readonly on: AddListener<In, never>;
    retain(): Unsubscribe;
}
interface RequestProtocol<In = unknown, Out = unknown> {
    tag(message: Out, id: string): Out;
    idOf(message: In): string | undefined;
    resultOf?(reply: In): unknown;
}
interface RequestOptions<In = unknown> {
    match?(message: In): boolean;
    timeoutMs?: number;
    signal?: AbortSignalLike;
    retryOnReconnect?: boolean;
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
interface HandshakeIO<In, Out> {
    send(message: Out): void;
    receive(): Promise<In>;
    readonly signal: AbortSignalLike;
}
interface ConnectionOptions<In = RawIncoming, Out = WireData, Position = unknown> {
    key?: string;
    protocols?: ConnectionProtocols;
    codec?: Codec<In, Out>;
    WebSocket?: WebSocketConstructor;
    transport?: (url: string, protocols?: string | string[], owner?: object) => WebSocketLike;
    binaryType?: 'arraybuffer' | 'blob';
    connectTimeoutMs?: number;
    handshake?(io: HandshakeIO<In, Out>): void | Promise<void>;
    handshakeTimeoutMs?: number;
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
    setOptions(options: ConnectionOptions<In, Out, Position>): void;
    holdOptions(holder: OptionsHolder<In, Out>, isPassive?: boolean): Unsubscribe;
    optionsChanged(holder: OptionsHolder<In, Out>): void;
    send(message: Out, options?: {
        readonly queue?: boolean;
    }): SendResult;
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
    readonly encode: (message: WireData) => WireData;
    readonly decode: (data: unknown) => RawIncoming;
}
type CodecOption<C> = {
    codec?: C;
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
    codec?: C;
} : {
    codec: C;
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
    dispose(): void;
}
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
interface MessageSource<In> {
    readonly notify: NotifyMode;
    readonly history?: readonly KeptMessage<In>[];
    onMessage(listener: MessageListener<In>): Unsubscribe;
    on: Connection<In, never>['on'];
}
export { ConnectionError, ReadyState, defineOptions };
export type { AbortSignalLike, AnyCodec, AttemptContext, BlobLike, Channel, ChannelFrames, ChannelOptions, ChannelPositions, ChannelProtocol, ChannelSnapshot, ChannelStatus, CloseClass, CloseInfo, Codec, CodecOf, CodecOption, Connection, ConnectionErrorCode, ConnectionListeners, ConnectionOptions, ConnectionProtocols, ConnectionRegistry, ConnectionSnapshot, ConnectionUrl, DefinedOptions, DropReason, DroppedMessage, EventLike, HandshakeIO, HeartbeatOptions, HistoryOptions, IncomingOf, Interest, LifecycleOptions, LifecycleSignal, MessageEventLike, MessageFilter, MessageListener, MessageSource, MessageViewOptions, NotifyMode, OpenInfo, OutgoingOf, PassedBy, Phase, QueueOptions, RawCodec, RawIncoming, ReconnectOptions, RegistryOptions, ReplayOption, RequestOptions, RequestProtocol, SendResult, ShareOption, SubscriberOptions, Unsubscribe, WebSocketConstructor, WebSocketLike, WireData };
