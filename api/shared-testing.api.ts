// The public API as it is declared, comments left out. `npm run api` writes this file.
import { Batch, Unsubscribe, WebSocketConstructor, ConnectionRegistry, AnyCodec, OutgoingOf, IncomingOf, RecoveryVerdict, ConnectionOptions, ConnectionUrl, RawCodec, CodecOption } from '../index.mjs';
interface Surroundings {
    within?<T>(run: () => Promise<T>, settle: () => Promise<void>): Promise<T>;
    deliver?(run: () => void): void;
}
type ClockMode = 'running' | 'stopped';
interface AsymmetricMatcher {
    asymmetricMatch(value: unknown): boolean;
}
type Part<T> = AsymmetricMatcher | (T extends readonly unknown[] ? {
    readonly [K in keyof T]: Part<T[K]>;
} : T extends object ? {
    readonly [K in keyof T]?: Part<T[K]>;
} : T);
type Match<Message> = Part<Message> | RegExp | ((message: Message) => boolean) | JsonIn<Message>;
type JsonIn<Message> = Extract<Message, string> extends never ? never : object;
interface ReceivedOptions {
    count?: number;
    waitMs?: number;
}
type ReceivedData = string | ArrayBuffer;
type ServerData = string | ArrayBufferLike | ArrayBufferView;
interface Ending {
    readonly code: number;
    readonly reason: string;
}
interface DialRequest {
    readonly url: string;
    readonly protocols: readonly string[];
}
interface SlowOptions {
    bytesPerSecond: number;
}
interface ServerConnection<Received = ReceivedData, Sent = ServerData> extends DialRequest {
    readonly id: number;
    readonly protocol: string;
    readonly isOpen: boolean;
    readonly messages: readonly Received[];
    received(match?: Match<Received>, options?: ReceivedOptions): Promise<Received>;
    settled(): Promise<void>;
    send(message: Sent | Batch<Sent>): void;
    close(code?: number, reason?: string): void;
    cut(): void;
    silence(): void;
    slow(options: SlowOptions): void;
    onMessage(listener: (message: Received) => void): Unsubscribe;
    onClose(listener: (ending: Ending) => void): Unsubscribe;
}
type Reply<Received, Sent> = (message: Received, connection: ServerConnection<Received, Sent>) => Answer<Sent> | Promise<Answer<Sent>>;
type Answer<Sent> = Sent | Batch<Sent> | undefined;
interface TestServerOptions<C extends AnyCodec = AnyCodec> extends Surroundings {
    url?: string;
    codec?: C | (() => C);
    serverCodec?: AnyCodec | (() => AnyCodec);
    heartbeat?: boolean | PingAndPong;
    latencyMs?: number;
    selectProtocol?(offered: readonly string[]): string;
    closeTimeoutMs?: number;
    clock?: ClockMode | 'system';
    random?(): number;
    waitMs?: number;
}
interface PingAndPong {
    readonly ping: string;
    readonly pong: string;
}
interface DialOptions {
    times?: number;
}
interface AcceptOptions extends DialOptions {
    protocol?: string;
}
interface UntilOptions {
    waitMs?: number;
    describe?(): string;
}
interface RestartOptions {
    downMs?: number;
    code?: number | null;
}
interface TestServer<Received = ReceivedData, Sent = ServerData> {
    readonly WebSocket: typeof globalThis.WebSocket & WebSocketConstructor;
    readonly transport: (url: string, protocols?: string | string[]) => WebSocket;
    readonly url: string;
    readonly registry: ConnectionRegistry;
    readonly connections: readonly ServerConnection<Received, Sent>[];
    readonly messages: readonly Received[];
    readonly dials: readonly DialRequest[];
    connected(count?: number): Promise<ServerConnection<Received, Sent>>;
    received(match?: Match<Received>, options?: ReceivedOptions): Promise<Received>;
    until(isTrue: () => boolean, options?: UntilOptions): Promise<void>;
    settled(): Promise<void>;
    advance(ms: number): Promise<void>;
    surround(surroundings: Surroundings): Unsubscribe;
    on(match: Match<Received>, reply: Reply<Received, Sent>): Unsubscribe;
    on(match: Match<Received>, reply: Sent | Batch<Sent>): Unsubscribe;
    onConnection(listener: (connection: ServerConnection<Received, Sent>) => void): Unsubscribe;
    onMessage(listener: (message: Received, connection: ServerConnection<Received, Sent>) => void): Unsubscribe;
    onClose(listener: (ending: Ending, connection: ServerConnection<Received, Sent>) => void): Unsubscribe;
    onRefuse(listener: (request: DialRequest) => void): Unsubscribe;
    onRestart(listener: () => void): Unsubscribe;
    send(message: Sent | Batch<Sent>): void;
    refuse(options?: DialOptions): void;
    hang(options?: DialOptions): void;
    accept(options?: AcceptOptions): void;
    close(code?: number, reason?: string): void;
    cut(): void;
    silence(): void;
    slow(options: SlowOptions): void;
    restart(options?: RestartOptions): Promise<void>;
    stop(): void;
}
declare function createTestServer<C extends AnyCodec>(options: TestServerOptions<C> & {
    codec: C | (() => C);
}): TestServer<OutgoingOf<C>, IncomingOf<C>>;
declare function createTestServer(options?: TestServerOptions): TestServer;
interface ChannelRequest {
    readonly key: string;
    readonly position?: number | undefined;
}
interface ChannelAnswer {
    readonly verdict: RecoveryVerdict;
    readonly position: number;
}
interface TestChannelProtocol<Received, Sent, Data> {
    subscribe(message: Received): ChannelRequest | readonly ChannelRequest[] | undefined;
    unsubscribe?(message: Received): string | undefined;
    message(key: string, position: number, data: Data): Sent;
    confirm?(key: string, answer: ChannelAnswer): Sent | undefined;
    refuse?(key: string, reason: string): Sent;
    end?(key: string): Sent;
}
interface TestChannelsOptions {
    keep?: number;
}
interface ChannelMessage<Data> {
    readonly position: number;
    readonly data: Data;
}
interface TestChannels<Received, Sent, Data> {
    publish(key: string, data: Data): number;
    lose(key: string, data: Data): number;
    forget(key?: string): void;
    refuse(key: string, reason?: string): void;
    allow(key: string): void;
    end(key: string): void;
    history(key: string): readonly ChannelMessage<Data>[];
    position(key: string): number;
    subscribers(key: string): readonly ServerConnection<Received, Sent>[];
    subscribed(key: string, count?: number): Promise<void>;
}
declare function createTestChannels<Received, Sent, Data>(server: TestServer<Received, Sent>, protocol: TestChannelProtocol<Received, Sent, Data>, { keep }?: TestChannelsOptions): TestChannels<Received, Sent, Data>;
type MessageOf<T> = T extends {
    readonly messages: readonly (infer Message)[];
} ? Message : never;
interface ServerMatchers<T> {
    toHaveReceived(match?: Match<MessageOf<T>>, options?: ReceivedOptions): Promise<void>;
    toHaveReceivedInOrder(matches: readonly Match<MessageOf<T>>[], options?: Pick<ReceivedOptions, 'waitMs'>): Promise<void>;
}
interface MatcherContext {
    readonly isNot?: boolean | undefined;
}
interface MatcherResult {
    readonly pass: boolean;
    message(): string;
}
type Outcome = MatcherResult | Promise<MatcherResult>;
declare function toHaveReceived(this: MatcherContext, value: unknown, match?: Match<unknown>, options?: ReceivedOptions): Outcome;
declare function toHaveReceivedInOrder(this: MatcherContext, value: unknown, expected: readonly Match<unknown>[], options?: Pick<ReceivedOptions, 'waitMs'>): Outcome;
declare const matchers: {
    toHaveReceived: typeof toHaveReceived;
    toHaveReceivedInOrder: typeof toHaveReceivedInOrder;
};
interface ContractCase {
    readonly name: string;
    readonly timeoutMs: number;
    run(): Promise<void>;
}
interface MissingCase {
    readonly name: string;
    readonly needs: string;
}
interface ServerContract extends ReadonlyArray<ContractCase> {
    readonly missing: readonly MissingCase[];
}
interface ContractEcho<In, Out> {
    message(n: number, bytes: number): Out;
    isEcho(reply: In, n: number): boolean;
}
interface ContractChannel<In> {
    readonly key: string;
    publish?(n: number): unknown;
    isPublished?(message: In, n: number): boolean;
}
interface RejectedCredentials<In, Out> extends Pick<ConnectionOptions<In, Out>, 'protocols' | 'handshake' | 'WebSocket' | 'transport'> {
    url?: ConnectionUrl;
}
interface ContractChecks<In, Out> {
    echo?: NoInfer<ContractEcho<In, Out>>;
    burst?: number;
    maxBytes?: number;
    channel?: NoInfer<ContractChannel<In>>;
    restart?(): Promise<unknown>;
    rejected?: NoInfer<RejectedCredentials<In, Out>>;
    idleMs?: number;
    answerWithinMs?: number;
}
type ServerContractOptions<C extends AnyCodec = RawCodec, Position = unknown> = ConnectionOptions<IncomingOf<C>, OutgoingOf<C>, Position> & CodecOption<C> & ContractChecks<IncomingOf<C>, OutgoingOf<C>>;
declare function serverContract<C extends AnyCodec = RawCodec, Position = unknown>(url: ConnectionUrl, options?: ServerContractOptions<C, Position>): ServerContract;
export { createTestChannels, createTestServer, matchers, serverContract };
export type { AcceptOptions, AsymmetricMatcher, ChannelAnswer, ChannelMessage, ChannelRequest, ClockMode, ContractCase, ContractChannel, ContractChecks, ContractEcho, DialOptions, DialRequest, Ending, Match, MatcherContext, MatcherResult, MessageOf, MissingCase, Part, PingAndPong, ReceivedData, ReceivedOptions, RejectedCredentials, Reply, RestartOptions, ServerConnection, ServerContract, ServerContractOptions, ServerData, ServerMatchers, SlowOptions, Surroundings, TestChannelProtocol, TestChannels, TestChannelsOptions, TestServer, TestServerOptions, UntilOptions };
