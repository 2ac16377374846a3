// The public API as it is declared, comments left out. `npm run api` writes this file.
interface EventSourceLike {
    readonly readyState: number;
    addEventListener(type: never, listener: never): void;
    close(): void;
}
type EventSourceConstructor = new (url: string, init?: never) => EventSourceLike;
interface PortLike {
    postMessage(message: unknown): void;
    addEventListener(type: never, listener: never): void;
    removeEventListener(type: never, listener: never): void;
    start?(): void;
    close?(): void;
    terminate?(): void;
}
export type { EventSourceConstructor, EventSourceLike, PortLike };
