// The public API as it is declared, comments left out. `npm run api` writes this file.
import { ReadyState as ReadyState$1 } from '../index.mjs';
declare const ReadyState: {
    readonly '-1': "UNINSTANTIATED";
    readonly '0': "CONNECTING";
    readonly '1': "OPEN";
    readonly '2': "CLOSING";
    readonly '3': "CLOSED";
    readonly UNINSTANTIATED: -1;
    readonly CONNECTING: 0;
    readonly OPEN: 1;
    readonly CLOSING: 2;
    readonly CLOSED: 3;
};
type ReadyState = (typeof ReadyState$1)[keyof typeof ReadyState$1];
interface QueryParams {
    [key: string]: string | number;
}
type Url = string | UrlFunction | null;
type UrlFunction = () => string | Promise<string>;
interface Options {
    fromSocketIO?: boolean;
    queryParams?: QueryParams;
    protocols?: string | string[];
    share?: boolean;
    onOpen?: (event: WebSocketEventMap['open']) => void;
    onClose?: (event: WebSocketEventMap['close']) => void;
    onMessage?: (event: WebSocketEventMap['message']) => void;
    onError?: (event: WebSocketEventMap['error']) => void;
    onReconnectStop?: (numAttempts: number) => void;
    shouldReconnect?: (event: WebSocketEventMap['close']) => boolean;
    reconnectInterval?: number | ((lastAttemptNumber: number) => number);
    reconnectAttempts?: number;
    filter?: (message: WebSocketEventMap['message']) => boolean;
    retryOnError?: boolean;
    eventSourceOptions?: EventSourceOnly;
    skipAssert?: boolean;
    heartbeat?: boolean | HeartbeatOptions;
    disableJson?: boolean;
}
type EventSourceOnly = Omit<Options, 'eventSourceOptions'> & EventSourceInit;
interface HeartbeatOptions {
    message?: string | (() => string);
    returnMessage?: string;
    timeout?: number;
    interval?: number;
}
interface EventSourceEventHandlers {
    [eventName: string]: (message: EventSourceEventMap['message']) => void;
}
interface EventSourceOptions extends EventSourceOnly {
    events?: EventSourceEventHandlers;
}
type WebSocketMessage = string | ArrayBuffer | SharedArrayBuffer | Blob | ArrayBufferView;
type SendMessage = (message: WebSocketMessage, keep?: boolean) => void;
type SendJsonMessage = <T = unknown>(jsonMessage: T, keep?: boolean) => void;
interface WebSocketHook<T = unknown, P = WebSocketEventMap['message'] | null> {
    sendMessage: SendMessage;
    sendJsonMessage: SendJsonMessage;
    lastMessage: P;
    lastJsonMessage: T;
    readyState: ReadyState;
    getWebSocket: () => WebSocketLike | null;
}
type EventSourceHook = Omit<WebSocketHook<EventSourceEventMap['message']>, 'sendMessage' | 'sendJsonMessage' | 'lastMessage' | 'lastJsonMessage' | 'getWebSocket'> & {
    lastEvent: EventSourceEventMap['message'] | null;
    getEventSource: () => WebSocketLike | null;
};
type WebSocketLike = WebSocket | EventSource;
interface SocketIOMessageData<T = unknown> {
    type: string;
    payload: T | null;
}
declare function useWebSocket<T = unknown>(url: Url, options?: Options, connect?: boolean): WebSocketHook<T>;
declare function useSocketIO<T = unknown>(url: Url, options?: Options, connect?: boolean): WebSocketHook<SocketIOMessageData<T | null>, SocketIOMessageData<T | null>>;
declare function useEventSource(url: Url, { withCredentials, events, ...options }?: EventSourceOptions, connect?: boolean): EventSourceHook;
declare function resetGlobalState(url?: string): void;
export { ReadyState, useWebSocket as default, resetGlobalState, useEventSource, useSocketIO, useWebSocket };
export type { EventSourceEventHandlers, EventSourceHook, EventSourceOnly, EventSourceOptions, HeartbeatOptions, Options, QueryParams, SendJsonMessage, SendMessage, SocketIOMessageData, Url, UrlFunction, WebSocketHook, WebSocketLike, WebSocketMessage };
