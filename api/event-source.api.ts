// The public API as it is declared, comments left out. `npm run api` writes this file.
import { Codec, WebSocketLike } from './index.mjs';
import { EventSourceConstructor } from './shared/platform.mjs';
export { EventSourceLike } from './shared/platform.mjs';
interface EventSourceTransportOptions {
    EventSource?: EventSourceConstructor;
    withCredentials?: boolean;
    lastEventIdParam?: string | null;
    init?(context: {
        readonly lastEventId: string;
    }): object;
    streamOf?(url: string): string;
    isFatal?(error: {
        readonly code?: unknown;
    }): boolean;
}
interface EventSourceOptions<In> extends EventSourceTransportOptions {
    codec?: Pick<Codec<In, never>, 'decode'>;
}
interface NamedEventsOptions<In, Name extends string> extends EventSourceOptions<In> {
    events: readonly Name[];
}
interface NamedEvent<In, Name extends string> {
    readonly event: Name | 'message';
    readonly data: In;
    readonly id: string;
}
interface EventSourcePreset<In> {
    readonly transport: (url: string, protocols?: string | string[], owner?: object) => WebSocketLike;
    readonly codec: Codec<In, never>;
}
declare function eventSource<const Name extends string, In = string>(options: NamedEventsOptions<In, Name>): EventSourcePreset<NamedEvent<In, Name>>;
declare function eventSource<In = string>(options?: EventSourceOptions<In> & {
    events?: undefined;
}): EventSourcePreset<In>;
export { EventSourceConstructor, eventSource };
export type { EventSourceOptions, EventSourcePreset, EventSourceTransportOptions, NamedEvent, NamedEventsOptions };
