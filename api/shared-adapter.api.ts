// The public API as it is declared, comments left out. `npm run api` writes this file.
import { SendResult } from './core.mjs';
interface HistoryOptions<In> {
    limit?: number;
    filter?(message: In): boolean;
}
interface WebSocketActions<Out> {
    send(message: Out): SendResult;
    open(): void;
    close(code?: number, reason?: string): void;
    reconnect(): void;
}
export type { HistoryOptions, WebSocketActions };
