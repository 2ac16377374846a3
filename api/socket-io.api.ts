// The public API as it is declared, comments left out. `npm run api` writes this file.
import { WebSocketLike, ChannelProtocol, Codec, RequestProtocol } from './index.mjs';
interface SocketIoClientSocket {
    readonly connected: boolean;
    readonly volatile: Emitter;
    readonly io: object;
    emit(event: string, ...args: unknown[]): unknown;
    on(event: string, listener: (...args: never[]) => void): unknown;
    onAny(listener: (event: string, ...args: unknown[]) => void): unknown;
    connect(): unknown;
    disconnect(): unknown;
}
type Emitter = Pick<SocketIoClientSocket, 'emit'>;
type SocketIoClient = (url: string, options?: never) => SocketIoClientSocket;
type Handler = (...args: never[]) => unknown;
type SocketIoEvents<Events> = {
    [Name in keyof Events]: Handler;
};
type AnyEvents = Record<string, (...args: unknown[]) => void>;
type ParametersOf<Handles> = Handles extends (...args: infer Args) => unknown ? Args : never;
type Split<Args extends readonly unknown[]> = Required<Args> extends readonly [
    ...infer Data,
    infer Last
] ? [
    Last
] extends [
    Handler
] ? {
    readonly data: Data;
    readonly reply: Last;
} : {
    readonly data: Args;
    readonly reply: undefined;
} : {
    readonly data: Args;
    readonly reply: ((...args: unknown[]) => void) | undefined;
};
type PartsOf<Handles> = Split<ParametersOf<Handles>>;
type SocketIoIncoming<Events extends SocketIoEvents<Events> = AnyEvents> = {
    [Name in keyof Events & string]: {
        readonly event: Name;
        readonly args: PartsOf<Events[Name]>['data'];
        readonly reply?: PartsOf<Events[Name]>['reply'];
    };
}[keyof Events & string];
type SocketIoOutgoing<Events extends SocketIoEvents<Events> = AnyEvents> = {
    [Name in keyof Events & string]: {
        readonly event: Name;
        readonly volatile?: boolean;
    } & ([
    ] extends PartsOf<Events[Name]>['data'] ? {
        readonly args?: PartsOf<Events[Name]>['data'];
    } : {
        readonly args: PartsOf<Events[Name]>['data'];
    });
}[keyof Events & string];
interface SocketIoAck {
    readonly event: null;
    readonly id: string;
    readonly args: readonly unknown[];
    readonly reply?: undefined;
}
type SocketIoMessage<Events extends SocketIoEvents<Events> = AnyEvents> = SocketIoIncoming<Events> | SocketIoAck;
type AuthData = Readonly<Record<string, unknown>>;
type AuthFunction = (() => AuthData | Promise<AuthData>) | ((provide: (data: AuthData) => void) => void);
interface SocketIoTransportOptions {
    auth?: AuthData | AuthFunction;
    isFatal?(error: Error & {
        readonly data?: unknown;
    }): boolean;
    client?: object;
}
interface SocketIoSocket extends WebSocketLike {
    readonly client: SocketIoClientSocket;
}
interface SocketIoOptions<In = never, Out = unknown> extends SocketIoTransportOptions {
    channels?: ChannelProtocol<In, Out>;
    resultOf?(...args: readonly unknown[]): unknown;
}
interface SocketIoPreset<In, Out> {
    readonly transport: (url: string) => SocketIoSocket;
    readonly codec: Codec<In, Out>;
    readonly requests: RequestProtocol<In, Out>;
    readonly channels?: ChannelProtocol<In, Out>;
}
declare function socketIo<FromServer extends SocketIoEvents<FromServer> = AnyEvents, ToServer extends SocketIoEvents<ToServer> = FromServer>(io: SocketIoClient, options?: SocketIoOptions<SocketIoMessage<FromServer>, SocketIoOutgoing<ToServer>>): SocketIoPreset<SocketIoMessage<FromServer>, SocketIoOutgoing<ToServer>>;
export { socketIo };
export type { AnyEvents, SocketIoAck, SocketIoClient, SocketIoClientSocket, SocketIoEvents, SocketIoIncoming, SocketIoMessage, SocketIoOptions, SocketIoOutgoing, SocketIoPreset, SocketIoSocket, SocketIoTransportOptions };
