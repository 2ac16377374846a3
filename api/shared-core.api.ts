// The public API as it is declared, comments left out. `npm run api` writes this file.
declare const REMEDIES: {
    'invalid-url': string;
    'insecure-url': string;
    'invalid-protocol': string;
    'no-websocket': string;
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
type WireData = string | ArrayBufferLike | ArrayBufferView | BlobLike;
interface BlobLike {
    readonly size: number;
    readonly type: string;
    arrayBuffer(): Promise<ArrayBuffer>;
}
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
interface AttemptContext {
    readonly attempt: number;
    readonly lastClose: CloseInfo | null;
    readonly signal: AbortSignalLike;
}
type MaybePromise<T> = T | Promise<T>;
type ConnectionUrl = string | URLLike | ((context: AttemptContext) => MaybePromise<string | URLLike>);
type ConnectionProtocols = string | string[] | ((context: AttemptContext) => MaybePromise<string | string[]>);
type SendResult = 'sent' | 'queued' | 'dropped';
interface Codec<In, Out> {
    readonly name?: string;
    encode(message: Out): WireData;
    decode(data: unknown): In;
}
type DropReason = 'overflow' | 'expired' | 'closed' | 'not-open' | 'refused';
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
interface Connection<In = RawIncoming, Out = WireData> {
    readonly key: string;
    getSnapshot(): ConnectionSnapshot<In>;
    subscribe(listener: () => void): Unsubscribe;
    onMessage(listener: MessageListener<In>): Unsubscribe;
    on<K extends keyof ConnectionListeners<In, Out>>(type: K, listener: ConnectionListeners<In, Out>[K]): Unsubscribe;
    retain(): () => void;
    connect(): void;
    disconnect(code?: number, reason?: string): void;
    reconnect(): void;
    send(message: Out, options?: {
        readonly queue?: boolean;
    }): SendResult;
    readonly queuedMessages: readonly Out[];
    readonly bufferedAmount: number;
    readonly socket: WebSocketLike | null;
    readonly openEvent: EventLike | null;
    readonly options: ConnectionOptions<In, Out>;
    readonly notify: NotifyMode;
    dispose(): void;
}
type NotifyMode = 'frame' | 'sync' | {
    readonly throttleMs: number;
};
interface SubscriberOptions<In, Selected = In> {
    enabled?: boolean;
    filter?(message: In): boolean;
    select?(message: In): Selected;
    onOpen?(event: EventLike, info: OpenInfo): void;
    onMessage?(message: In, event: MessageEventLike): void;
    onClose?(close: CloseInfo, event: EventLike | null): void;
    onError?(error: ConnectionError): void;
}
interface OpenInfo {
    readonly isReconnect: boolean;
    readonly isLateJoin: boolean;
}
interface ChannelProtocol<In = unknown, Out = unknown> {
    subscribe(key: string, position?: unknown): Out;
    unsubscribe?(key: string): Out;
    route(message: In): string | undefined;
    ackOf?(message: In): string | undefined;
    errorOf?(message: In): {
        readonly key: string;
        readonly error: unknown;
    } | undefined;
    positionOf?(message: In): unknown;
}
type ChannelStatus = 'idle' | 'subscribing' | 'subscribed' | 'error';
interface ChannelSnapshot<In = unknown> {
    readonly status: ChannelStatus;
    readonly data: In | undefined;
    readonly lastMessage: MessageEventLike | null;
    readonly error: unknown;
}
interface ChannelOptions {
    position?: unknown;
}
interface Channel<In = unknown> {
    readonly key: string;
    readonly notify: NotifyMode;
    getSnapshot(): ChannelSnapshot<In>;
    subscribe(listener: () => void): Unsubscribe;
    onMessage(listener: MessageListener<In>): Unsubscribe;
    on: Connection<In, never>['on'];
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
type CloseClass = 'retry' | 'retry-later' | 'refresh' | 'fatal';
interface HeartbeatOptions {
    intervalMs?: number;
    timeoutMs?: number;
    message?: WireData | (() => WireData);
    isPong?(message: unknown): boolean;
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
interface ConnectionOptions<In = RawIncoming, Out = WireData> {
    key?: string;
    protocols?: ConnectionProtocols;
    codec?: Codec<In, Out>;
    WebSocket?: WebSocketConstructor;
    transport?: (url: string, protocols?: string | string[]) => WebSocketLike;
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
    channels?: NoInfer<ChannelProtocol<In, Out>>;
    requests?: NoInfer<RequestProtocol<In, Out>>;
}
interface RegistryOptions {
    defaults?: Partial<ConnectionOptions<unknown, unknown>>;
}
interface ConnectionRegistry {
    connection<In = RawIncoming, Out = WireData>(url: ConnectionUrl, options?: ConnectionOptions<In, Out> & {
        readonly share?: boolean | undefined;
    }): Connection<In, Out>;
    entries(): Iterable<Connection<unknown, unknown>>;
    dispose(): void;
}
interface MessageSource<In> {
    readonly notify: NotifyMode;
    onMessage(listener: MessageListener<In>): Unsubscribe;
    on: Connection<In, never>['on'];
}
interface Interest<In, Selected = In> {
    filter?(message: In): boolean;
    select?(message: In): Selected;
}
export { ConnectionError, ReadyState };
export type { AbortSignalLike, AttemptContext, BlobLike, Channel, ChannelOptions, ChannelProtocol, ChannelSnapshot, ChannelStatus, CloseClass, CloseInfo, Codec, Connection, ConnectionErrorCode, ConnectionListeners, ConnectionOptions, ConnectionProtocols, ConnectionRegistry, ConnectionSnapshot, ConnectionUrl, DropReason, DroppedMessage, EventLike, HandshakeIO, HeartbeatOptions, Interest, LifecycleOptions, LifecycleSignal, MessageEventLike, MessageListener, MessageSource, NotifyMode, OpenInfo, Phase, QueueOptions, RawIncoming, ReconnectOptions, RegistryOptions, RequestOptions, RequestProtocol, SendResult, SubscriberOptions, Unsubscribe, WebSocketConstructor, WebSocketLike, WireData };
