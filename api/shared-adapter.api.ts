// The public API as it is declared, comments left out. `npm run api` writes this file.
import { Interest, SendResult } from './core.mjs';
interface MessageViewOptions<In, Selected = In> extends Interest<In, Selected> {
    paused?: boolean;
}
interface HistoryOptions<In, Selected = In> extends MessageViewOptions<In, Selected> {
    limit?: number;
    windowMs?: number;
}
interface WebSocketActions<Out> {
    send(message: Out): SendResult;
    open(): void;
    close(code?: number, reason?: string): void;
    reconnect(): void;
}
export type { HistoryOptions, MessageViewOptions, WebSocketActions };
