// The public API as it is declared, comments left out. `npm run api` writes this file.
import { RawIncoming, WireData, ConnectionOptions, SubscriberOptions, ConnectionRegistry, ConnectionSnapshot, SendResult, Connection } from './core.mjs';
interface HistoryOptions<In> {
    limit?: number;
    filter?(message: In): boolean;
}
interface AcquireOptions {
    share?: boolean;
    registry?: ConnectionRegistry;
}
interface UseWebSocketOptions<In = RawIncoming, Out = WireData, Selected = In> extends ConnectionOptions<In, Out>, SubscriberOptions<In, Selected>, AcquireOptions {
}
interface WebSocketActions<Out> {
    send(message: Out): SendResult;
    open(): void;
    close(code?: number, reason?: string): void;
    reconnect(): void;
}
interface UseWebSocketResult<Selected = RawIncoming, Out = WireData, In = Selected> extends ConnectionSnapshot<Selected>, WebSocketActions<Out> {
    readonly connection: Connection<In, Out> | null;
}
export type { HistoryOptions, UseWebSocketOptions, UseWebSocketResult, WebSocketActions };
