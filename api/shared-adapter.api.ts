// The public API as it is declared, comments left out. `npm run api` writes this file.
import { SendResult } from '../index.mjs';
interface WebSocketActions<Out> {
    send(message: Out): SendResult;
    open(): void;
    close(code?: number | {
        readonly type: string;
    }, reason?: string): void;
    reconnect(): void;
}
export type { WebSocketActions };
