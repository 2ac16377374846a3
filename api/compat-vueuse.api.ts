// The public API as it is declared, comments left out. `npm run api` writes this file.
import { MaybeRefOrGetter, ShallowRef } from 'vue';
import { CloseInfo } from '../index.mjs';
type WebSocketStatus = 'OPEN' | 'CONNECTING' | 'CLOSED';
type WebSocketHeartbeatMessage = string | ArrayBuffer | Blob;
type Untyped = ReturnType<typeof JSON.parse>;
interface HeartbeatSettings {
    message?: MaybeRefOrGetter<WebSocketHeartbeatMessage>;
    responseMessage?: MaybeRefOrGetter<WebSocketHeartbeatMessage>;
    interval?: number;
    pongTimeout?: number;
    scheduler?: (ping: () => void) => {
        pause(): void;
        resume(): void;
    };
}
interface ReconnectSettings {
    retries?: number | ((retried: number, close: CloseInfo) => boolean);
    delay?: number | ((retries: number) => number);
    onFailed?: () => void;
}
interface UseWebSocketOptions {
    onConnected?: (ws: WebSocket) => void;
    onDisconnected?: (ws: WebSocket, event: CloseEvent) => void;
    onError?: (ws: WebSocket, event: Event) => void;
    onMessage?: (ws: WebSocket, event: MessageEvent) => void;
    heartbeat?: boolean | HeartbeatSettings;
    autoReconnect?: boolean | ReconnectSettings;
    immediate?: boolean;
    autoConnect?: boolean;
    autoClose?: boolean;
    deactivated?: 'keep' | 'pause';
    protocols?: string[];
}
interface UseWebSocketReturn<T> {
    data: ShallowRef<T | null>;
    status: ShallowRef<WebSocketStatus>;
    close: WebSocket['close'];
    open: () => void;
    send: (data: string | ArrayBuffer | Blob, useBuffer?: boolean) => boolean;
    ws: ShallowRef<WebSocket | undefined>;
}
declare function useWebSocket<Data = Untyped>(url: MaybeRefOrGetter<string | URL | undefined>, options?: UseWebSocketOptions): UseWebSocketReturn<Data>;
export { useWebSocket };
export type { HeartbeatSettings, ReconnectSettings, UseWebSocketOptions, UseWebSocketReturn, WebSocketHeartbeatMessage, WebSocketStatus };
