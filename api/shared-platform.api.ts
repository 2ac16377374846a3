// The public API as it is declared, comments left out. `npm run api` writes this file.
interface EventSourceLike {
    readonly readyState: number;
    addEventListener(type: never, listener: never): void;
    close(): void;
}
type EventSourceConstructor = new (url: string, init?: never) => EventSourceLike;
export type { EventSourceConstructor, EventSourceLike };
